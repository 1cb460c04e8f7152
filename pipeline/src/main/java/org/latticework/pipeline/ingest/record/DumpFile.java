package org.latticework.pipeline.ingest.record;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.latticework.pipeline.table.ReleaseTable;

/**
 * A file of a dump, or an entry of a zip, which is read as if it were one.
 *
 * @param path where it is; of an entry {@code a.zip!/b/c.cif}
 * @param length bytes as stored; of an entry those of its text
 * @param place where in a zip it is
 */
public record DumpFile(String path, long length, ZipPlace place) implements Serializable {
  private static final String ENDING = "\\.(?:gz|bz2|xz|zst|zstd)"; // as those of Packing

  /** The end of a pattern of names of files that may be packed. */
  public static final String PACKED = "(?:" + ENDING + ")?";

  private static final Pattern PACKED_NAME = Pattern.compile("(?is).*" + ENDING);
  private static final Pattern RELEASE =
      Pattern.compile("/(?:collections/(?=\\d{4}-\\d{2}-\\d{2})|version=)([^/]+)/");
  private static final Pattern SYMMETRY = Pattern.compile("symmetry_number=(\\d{1,3})(?:[./]|$)");

  /** Makes a file of its own. */
  public DumpFile(String path, long length) {
    this(path, length, ZipPlace.NONE);
  }

  /**
   * Returns the release that the path names as Materials Project does; empty if none.
   *
   * @throws IllegalArgumentException if the folder's name cannot be that of a release
   */
  public String databaseVersion() {
    Matcher matcher = RELEASE.matcher(path);
    if (!matcher.find()) {
      return "";
    }
    String name = matcher.group(1);
    if (!ReleaseTable.isName(name)) {
      throw new IllegalArgumentException(
          "%s: the folder should be named by %s".formatted(path, ReleaseTable.NAME_RULE));
    }
    return name;
  }

  /** Returns the folder of that release; empty if the path names none. */
  public String releaseFolder() {
    Matcher matcher = RELEASE.matcher(path);
    return matcher.find() ? path.substring(0, matcher.end() - 1) : "";
  }

  /**
   * Returns the files without those of other collections: a release of Materials Project that has a
   * folder {@code summary} is that folder, and its other collections ({@code materials}, {@code
   * thermo}, {@code tasks}) holds other documents of the same materials.
   */
  public static List<DumpFile> summaries(List<DumpFile> files) {
    Set<String> summaries =
        files.stream()
            .filter(file -> file.path().startsWith(file.summaryFolder()))
            .map(DumpFile::summaryFolder)
            .collect(Collectors.toSet());
    return files.stream()
        .filter(
            file ->
                !summaries.contains(file.summaryFolder())
                    || file.path().startsWith(file.summaryFolder()))
        .toList();
  }

  /**
   * Returns where the summaries of the release lie, with a slash; for a file of no release, such a
   * folder does not exist.
   */
  private String summaryFolder() {
    return releaseFolder() + "/summary/";
  }

  /** Returns the space group that the path names as Materials Project does, if any. */
  public OptionalInt symmetryNumber() {
    Matcher matcher = SYMMETRY.matcher(path);
    if (!matcher.find()) {
      return OptionalInt.empty();
    }
    return SymmetryNumber.of(Integer.parseInt(matcher.group(1)));
  }

  /** Returns whether the name says that the file is packed: {@code .gz} and its like. */
  public boolean isNamedPacked() {
    return PACKED_NAME.matcher(path).matches();
  }

  /** Returns how many bytes of storage stand behind so many of the file: in a zip, fewer. */
  public long stored(long bytes) {
    return place.inZip() && length > 0
        ? (long) Math.ceil((double) bytes * place.packed() / length)
        : bytes;
  }

  /** Returns the path as people write it: local files without their scheme. */
  public String source() {
    if (!path.startsWith("file:/")) {
      return path;
    }
    int slash = "file:".length();
    while (slash + 1 < path.length() && path.charAt(slash + 1) == '/') {
      slash++;
    }
    return path.substring(slash);
  }
}
