package org.latticework.pipeline.ingest.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;

/**
 * Reading of what a table's Delta log says. Whatever Delta's library or Spark make of a log that
 * they cannot read, the user is told which table it is.
 */
final class DeltaReading {
  private static final int NEWEST_READER = 3; // version of the protocol that the library knows
  private static final Pattern READER =
      Pattern.compile("\"protocol\"\\s*:\\s*\\{[^}]*\"minReaderVersion\"\\s*:\\s*([0-9]{1,9})");
  private static final int HEAD = 1 << 16; // bytes of a commit, which include its protocol

  private final SparkSession spark;
  private final Path table;

  DeltaReading(SparkSession spark, Path table) {
    this.spark = spark;
    this.table = table;
  }

  /**
   * Returns what is read.
   *
   * @throws UnreadableDumpException if the table asks for a newer reader
   * @throws UncheckedIOException if it cannot be read for another reason
   */
  <T> T of(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (UnreadableDumpException e) {
      throw e;
    } catch (Exception e) { // Delta and Spark throw anything at a log, checked or not
      int reader = reader();
      if (reader > NEWEST_READER) {
        throw new UnreadableDumpException(
            "The Delta table %s asks for a reader of version %d, and versions to %d are known here"
                .formatted(table, reader, NEWEST_READER),
            e);
      }
      throw new UncheckedIOException(
          "%s cannot be read as a Delta table: %s".formatted(table, innermost(e)),
          new IOException(e));
    }
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(message);
  }

  /** Returns the version of the protocol that the log asks of readers; 0 where it does not say. */
  private int reader() {
    Configuration conf = spark.sessionState().newHadoopConf();
    int version = 0;
    try {
      Path log = new Path(table, "_delta_log");
      FileSystem fs = log.getFileSystem(conf);
      FileStatus[] commits = fs.listStatus(log, path -> path.getName().endsWith(".json"));
      Arrays.sort(commits);
      for (FileStatus commit : commits) {
        try (InputStream in = DumpFiles.open(conf, commit.getPath())) {
          Matcher protocol =
              READER.matcher(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8));
          if (protocol.find()) {
            version = Integer.parseInt(protocol.group(1));
          }
        }
      }
      return version;
    } catch (IOException e) {
      return version; // the failure before it is the one to tell
    }
  }
}
