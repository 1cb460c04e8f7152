package org.latticework.pipeline.ingest.dump;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.latticework.pipeline.ingest.record.DumpFile;

/**
 * A release as it stands at the location of a dump, known by its files without reading them.
 *
 * @param name as the path has it ({@code collections/<name>/}, {@code version=<name>/}); empty if
 *     the path names none
 * @param input what to ingest to get it
 * @param fingerprint of its files' paths, lengths and times of change: another one means that
 *     something is new
 */
public record DumpRelease(String name, String input, String fingerprint) {
  /**
   * Returns the releases at a location, in the order of their names. A location that holds files
   * outside the folders of releases is one release as a whole.
   *
   * @param input a file, a folder or a tree; any address that Hadoop's file systems understand
   * @throws FileNotFoundException if nothing stands there
   */
  public static List<DumpRelease> list(Configuration conf, String input) throws IOException {
    Path root = new Path(input);
    FileSystem fs = root.getFileSystem(conf);
    Map<String, NavigableSet<String>> files = files(fs, fs.getFileStatus(root));
    if (files.containsKey("") && files.size() > 1) {
      NavigableSet<String> all = new TreeSet<>();
      files.values().forEach(all::addAll);
      return List.of(new DumpRelease("", input, fingerprint(all)));
    }
    List<DumpRelease> releases = new ArrayList<>();
    files.forEach(
        (name, listed) ->
            releases.add(new DumpRelease(name, folder(input, name, listed), fingerprint(listed))));
    return List.copyOf(releases);
  }

  private static Map<String, NavigableSet<String>> files(FileSystem fs, FileStatus root)
      throws IOException {
    Map<String, NavigableSet<String>> files = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> found = fs.listFiles(root.getPath(), true);
    while (found.hasNext()) {
      FileStatus file = found.next();
      String path = file.getPath().toString();
      files
          .computeIfAbsent(
              new DumpFile(path, file.getLen()).databaseVersion(), name -> new TreeSet<>())
          .add("%s %d %d".formatted(path, file.getLen(), file.getModificationTime()));
    }
    return files;
  }

  /**
   * Returns the folder of a release; the input itself if it is that folder or lies within it, or if
   * the files of the release lie in several.
   */
  private static String folder(String input, String name, NavigableSet<String> files) {
    if (name.isEmpty() || !new DumpFile(input + "/", 0).releaseFolder().isEmpty()) {
      return input;
    }
    String folder = new DumpFile(files.first(), 0).releaseFolder();
    return files.stream().allMatch(file -> file.startsWith(folder + "/")) ? folder : input;
  }

  private static String fingerprint(NavigableSet<String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : files) {
        digest.update(file.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
