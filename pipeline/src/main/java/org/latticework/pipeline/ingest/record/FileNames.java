package org.latticework.pipeline.ingest.record;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names of crystals that have none but that of their file.
 *
 * @param root path of the input
 */
public record FileNames(String root) implements Serializable {
  private static final Pattern ENDING =
      Pattern.compile("(?i)(?:\\.(?:cif|vasp|poscar|extxyz|xyz))?" + DumpFile.PACKED + "$");

  public FileNames {
    root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /** Returns the path of a file below the input, without its ending. */
  public String name(DumpFile file) {
    String path = stem(file.path());
    for (String below : new String[] {root + "/", root + ZipPlace.SEPARATOR}) {
      if (path.startsWith(below)) {
        return path.substring(below.length());
      }
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns a path without its ending. */
  public static String stem(String path) {
    return ENDING.matcher(path).replaceFirst("");
  }
}
