package org.latticework.pipeline.delta;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import scala.Option;

/**
 * Makes few files of many small ones, and removes files that nothing reads any more. Unlike Delta's
 * VACUUM it spares every version that somebody has named, however old.
 */
public final class Maintenance {
  private final SparkSession spark;
  private final String folder;

  /**
   * @param folder of a table
   */
  public Maintenance(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * What was removed, or would be.
   *
   * @param files number of them
   * @param bytes of them all
   */
  public record Removed(long files, long bytes) {}

  /**
   * Puts small files together, in one commit; none where there is nothing to put together.
   *
   * @return how many files the table has now
   */
  public long compact() {
    DeltaTable.forPath(spark, folder).optimize().executeCompaction();
    return DeltaSnapshots.latest(spark, folder).numOfFiles();
  }

  /**
   * Removes the files that neither the last version, nor a named one, nor one that was the last
   * within some time reads: those of replaced rows, and what killed runs left. Files younger than
   * that stay: they may be about to be committed.
   *
   * @param named versions to spare
   * @param age that a file must have, and for which it must have been replaced
   * @param dry whether to count only
   * @throws IOException also if a named version, or where a file is, cannot be told
   */
  public Removed vacuum(Set<Long> named, Duration age, boolean dry) throws IOException {
    Path root = new Path(folder);
    FileSystem store = root.getFileSystem(hadoop());
    Set<String> read = read(named, age);
    long cutoff = Instant.now().minus(age).toEpochMilli();
    long files = 0;
    long bytes = 0;
    RemoteIterator<LocatedFileStatus> all = store.listFiles(root, true);
    while (all.hasNext()) {
      LocatedFileStatus file = all.next();
      String name = relative(root, file.getPath());
      if (isData(name) && !read.contains(name) && file.getModificationTime() < cutoff) {
        files++;
        bytes += file.getLen();
        if (!dry) {
          store.delete(file.getPath(), false);
        }
      }
    }
    return new Removed(files, bytes);
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }

  /** Returns the files that some version reads that is not to be lost, relative to the folder. */
  private Set<String> read(Set<Long> named, Duration age) throws IOException {
    DeltaLog log = DeltaLog.forTable(spark, folder);
    Snapshot latest = DeltaSnapshots.latest(spark, folder);
    long cutoff = Instant.now().minus(age).toEpochMilli();
    Set<String> read = new HashSet<>(paths(latest));
    for (String path :
        latest
            .tombstones()
            .toDF()
            .where(functions.col("deletionTimestamp").gt(cutoff))
            .select("path")
            .as(Encoders.STRING())
            .collectAsList()) {
      read.add(decoded(path));
    }
    for (long version : named) {
      if (version >= 0 && version < latest.version()) {
        try {
          read.addAll(paths(log.getSnapshotAt(version, Option.empty(), Option.empty())));
        } catch (Exception e) { // some are checked, but Scala does not declare them
          throw new IOException(
              "The version %d of %s is named by a model or a training, and its log is gone: nothing is removed"
                  .formatted(version, folder),
              e);
        }
      }
    }
    return read;
  }

  private static List<String> paths(Snapshot snapshot) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String path :
        snapshot.allFiles().toDF().select("path").as(Encoders.STRING()).collectAsList()) {
      paths.add(decoded(path));
    }
    return paths;
  }

  /** Paths in the log are URIs relative to the table, as long as we alone write to it. */
  private static String decoded(String path) throws IOException {
    URI uri = URI.create(path);
    if (uri.isAbsolute() || uri.getPath().startsWith("/")) {
      throw new IOException(
          "A file of the table is named by a whole address, %s: nothing is removed"
              .formatted(path));
    }
    return uri.getPath();
  }

  private static String relative(Path root, Path file) {
    String above = root.toUri().getPath();
    String path = file.toUri().getPath();
    return path.substring(above.length()).replaceFirst("^/", "");
  }

  /** Not the log, and nothing that is hidden: checksums of Hadoop's go with their files. */
  private static boolean isData(String name) {
    return name.endsWith(".parquet") && !name.startsWith("_") && !name.contains("/_");
  }
}
