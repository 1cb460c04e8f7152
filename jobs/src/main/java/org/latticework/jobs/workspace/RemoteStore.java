package org.latticework.jobs.workspace;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.spark.SparkSessions;

/**
 * Asks a file system that is not this machine's, before Spark starts and with the same settings:
 * Hadoop's configuration files and each {@code spark.hadoop.…} of Spark's.
 */
final class RemoteStore {
  private RemoteStore() {}

  /**
   * Returns whether something is at a path.
   *
   * @param location such as {@code s3a://bucket/dump}
   * @throws ConfigurationException if the store cannot be asked
   */
  static boolean exists(String location) {
    try {
      Path path = new Path(location);
      try (FileSystem store = FileSystem.newInstance(path.toUri(), impatient())) {
        return store.exists(path);
      }
    } catch (IOException | IllegalArgumentException e) { // the second is what Hadoop says of names
      Throwable cause = innermost(e);
      throw new ConfigurationException(
          "Cannot look into %s: %s: %s"
              .formatted(location, cause.getClass().getSimpleName(), cause.getMessage()),
          e);
    }
  }

  /** Work may wait for minutes on a store that is slow to answer; somebody at a console not. */
  private static Configuration impatient() {
    Configuration hadoop =
        SparkHadoopUtil.get().newConfiguration(SparkSessions.conf(Optional.empty()));
    hadoop.setInt("ipc.client.connect.max.retries", 2);
    hadoop.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
    hadoop.setInt("ipc.client.connect.timeout", 10_000); // ms
    hadoop.setInt("fs.s3a.attempts.maximum", 2);
    hadoop.setInt("fs.s3a.retry.limit", 2);
    hadoop.setInt("fs.s3a.connection.establish.timeout", 10_000); // ms
    return hadoop;
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
