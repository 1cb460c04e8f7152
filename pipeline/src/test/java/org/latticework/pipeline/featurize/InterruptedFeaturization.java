package org.latticework.pipeline.featurize;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.DeltaSession;
import org.latticework.pipeline.table.Workspace;

/**
 * A program that featurizes a workspace and never ends: its second task waits for ever when it
 * would write its file, while the first writes one. To be killed in the middle.
 */
public final class InterruptedFeaturization {
  private InterruptedFeaturization() {}

  /** Featurizes the workspace that the argument names. */
  public static void main(String[] arguments) {
    SparkSession spark =
        DeltaSession.configure(
                SparkSession.builder()
                    .master("local[2]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.hadoop.fs.file.impl", Hanging.class.getName()))
            .getOrCreate();
    Featurize.run(
        spark, new Workspace(arguments[0]), new GraphConfig(12, GraphConfig.ALL_NEIGHBORS));
  }

  /** The local file system, but one file of the graphs is never opened. */
  public static final class Hanging extends LocalFileSystem {
    @Override
    public FSDataOutputStream create(
        Path path,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      if (path.toString().contains("/tables/graphs/part-00001")) {
        hang();
      }
      return super.create(
          path, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    private static void hang() {
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("Meant to be killed, not interrupted", e);
        }
      }
    }
  }
}
