package org.latticework.pipeline.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.util.FileNames;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Checksums that belong to no commit: where a log was restored in part, or a file of it was
 * removed, one may tell of a commit that is not there, or of another than the one that is. Delta
 * believes them, and derives those of later commits from them.
 */
public final class Checksums {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Checksums() {}

  /** Returns whether the checksum of a version was written with its commit. */
  static boolean fits(Snapshot snapshot) {
    VersionChecksum checksum = snapshot.checksumOpt().get();
    DeltaLog log = snapshot.deltaLog();
    Path commit = FileNames.unsafeDeltaFile(log.logPath(), snapshot.version());
    String metadata = "";
    for (String line :
        JavaConverters.seqAsJavaList(log.store().read(commit, log.newDeltaHadoopConf()))) {
      JsonNode action = json(line);
      if (action.path("commitInfo").has("txnId")) {
        String transaction = action.get("commitInfo").get("txnId").asText();
        return checksum.txnId().equals(Option.apply(transaction));
      }
      metadata = action.path("metaData").path("id").asText(metadata);
    }
    return checksum.txnId().isEmpty()
        && checksum.metadata().id().equals(metadata); // a first commit
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A commit of the table holds a line that is no JSON", e);
    }
  }

  /** Removes those that the next commit would meet. */
  public static void removeStray(SparkSession spark, String folder) {
    Snapshot latest = DeltaSnapshots.latest(spark, folder);
    DeltaLog log = latest.deltaLog();
    Configuration conf = log.newDeltaHadoopConf();
    try {
      FileSystem fs = log.logPath().getFileSystem(conf);
      long next = latest.version() + 1;
      boolean any = remove(fs, FileNames.checksumFile(log.logPath(), next));
      any |= removeSum(fs, FileNames.unsafeDeltaFile(log.logPath(), next));
      if (latest.checksumOpt().isDefined() && !fits(latest)) {
        any |= remove(fs, FileNames.checksumFile(log.logPath(), latest.version()));
      }
      if (any) {
        DeltaLog.invalidateCache(spark, log.dataPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for checksums of " + folder, e);
    }
  }

  private static boolean remove(FileSystem fs, Path file) throws IOException {
    boolean sum = removeSum(fs, file);
    return (fs.exists(file) && fs.delete(file, false)) || sum;
  }

  /** Removes what Hadoop keeps next to a local file, if the file is not there. */
  private static boolean removeSum(FileSystem fs, Path file) throws IOException {
    Path sum = new Path(file.getParent(), "." + file.getName() + ".crc");
    return fs.exists(sum) && fs.delete(sum, false);
  }
}
