package org.latticework.pipeline.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.DomainMetadata;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.Protocol;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.util.FileNames;
import org.apache.spark.sql.delta.util.JsonUtils;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Predef$;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Version 0 of a Delta table: columns and properties, and no rows. Delta's own CREATE TABLE takes
 * two seconds for it in a new process, since it asks the log that is not there for its files.
 */
public final class FirstCommit {
  private static final int READER = 1; // what every reader and writer of Delta knows
  private static final int WRITER = 2;

  private FirstCommit() {}

  /**
   * Makes the table; where another process makes it at the same time, one of the two does.
   *
   * @param partitions columns whose values become folders
   * @throws IllegalStateException if the folder holds files and no log that says which of them
   *     count
   */
  public static void write(
      SparkSession spark,
      String folder,
      StructType columns,
      List<String> partitions,
      Map<String, String> properties) {
    Metadata metadata =
        new Metadata(
            UUID.randomUUID().toString(),
            null,
            null,
            new Format("parquet", immutable(Map.of())),
            columns.json(),
            seq(partitions),
            immutable(properties),
            Option.apply(System.currentTimeMillis()));
    Protocol protocol = Protocol.apply(READER, WRITER);
    DeltaLog log = DeltaLog.forTable(spark, folder);
    Configuration conf = log.newDeltaHadoopConf();
    try {
      requireNothingThere(log, conf);
      log.logPath().getFileSystem(conf).mkdirs(log.logPath());
      write(
          log, FileNames.unsafeDeltaFile(log.logPath(), 0), conf, protocol.json(), metadata.json());
      write(log, FileNames.checksumFile(log.logPath(), 0), conf, checksum(metadata, protocol));
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      // The table is there, which is what was asked for.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the table " + folder, e);
    }
    log.update(false, Option.empty(), Option.empty());
  }

  private static void requireNothingThere(DeltaLog log, Configuration conf) throws IOException {
    FileSystem fs = log.dataPath().getFileSystem(conf);
    if (!fs.exists(log.dataPath())) {
      return;
    }
    for (FileStatus found : fs.listStatus(log.dataPath())) {
      if (!found.getPath().equals(log.logPath())
          && !fs.exists(FileNames.unsafeDeltaFile(log.logPath(), 0))) {
        throw new IllegalStateException(
            "%s holds %s, and _delta_log has no first commit: restore the log, or remove the folder"
                .formatted(log.dataPath(), found.getPath().getName()));
      }
    }
  }

  private static void write(DeltaLog log, Path file, Configuration conf, String... lines) {
    log.store().write(file, seq(List.of(lines)).iterator(), false, conf);
  }

  private static String checksum(Metadata metadata, Protocol protocol)
      throws JsonProcessingException {
    return JsonUtils.mapper()
        .writeValueAsString(
            new VersionChecksum(
                Option.empty(),
                0,
                0,
                Option.empty(),
                Option.empty(),
                1,
                1,
                Option.empty(),
                Option.apply(seq(List.<SetTransaction>of())),
                Option.apply(seq(List.<DomainMetadata>of())),
                metadata,
                protocol,
                Option.empty(),
                Option.empty(),
                Option.apply(seq(List.<AddFile>of()))));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  private static scala.collection.immutable.Map<String, String> immutable(Map<String, String> map) {
    return JavaConverters.mapAsScalaMap(map)
        .toMap(Predef$.MODULE$.<Tuple2<String, String>>$conforms());
  }
}
