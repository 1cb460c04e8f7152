package org.latticework.pipeline.ingest.dump;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A release as found at the location of a dump, known by its files without reading them.
 *
 * @param name as the path has it ({@code collections/<name>/}, {@code version=<name>/}); empty if
 *     the path names none
 * @param input what to ingest to get it
 * @param ofTable whether the input is a Delta table, of which the release is one version
 * @param fingerprint of its files' paths, lengths and times of change: another one means that
 *     something is new
 */
public record DumpRelease(String name, String input, boolean ofTable, String fingerprint) {
  /**
   * Returns the releases at a location, in the order of their names. Folders are looked at level by
   * level, and of a release its summaries alone, so a bucket of a million other objects is not
   * listed. A Delta table that is found has all releases; else a location that holds files outside
   * the folders of releases is one release as a whole.
   *
   * @param input a file, a folder or a tree; any address that Hadoop's file systems understand
   * @throws FileNotFoundException if nothing is there
   */
  public static List<DumpRelease> list(Configuration conf, String input) throws IOException {
    Path root = new Path(input);
    FileSystem fs = root.getFileSystem(conf);
    return ReleaseSearch.of(fs, fs.getFileStatus(root)).releases(input);
  }
}
