package org.latticework.pipeline.featurize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.SparkForTests;
import org.latticework.pipeline.delta.Workspace;

/**
 * A program that featurizes a workspace and never ends: it waits for ever when it would open a
 * certain file, and leaves a mark that it does. To be killed there.
 */
public final class InterruptedFeaturization {
  private static final String UNOPENED = "test.unopened";
  private static final String ONCE = "test.unopened.once";

  private InterruptedFeaturization() {}

  /** Returns the file that is there when the program waits, and not before. */
  static java.nio.file.Path mark(java.nio.file.Path workspace) {
    return workspace.resolve("waiting");
  }

  /**
   * Arguments: the workspace; a part of the path of the file that is never opened; a file of the
   * workspace without which it is; tasks per commit.
   */
  public static void main(String[] arguments) {
    SparkSession spark =
        SparkForTests.builder()
            .config("spark.hadoop.fs.file.impl", Hanging.class.getName())
            .config("spark.hadoop." + UNOPENED, arguments[1])
            .config("spark.hadoop." + ONCE, arguments[0] + "/" + arguments[2])
            .getOrCreate();
    GraphConfig config = GraphConfig.plain(12, GraphConfig.ALL_NEIGHBORS);
    Featurize.run(
        spark, new Workspace(arguments[0]), GraphRecipe.of(config), Integer.parseInt(arguments[3]));
  }

  /** The local file system, but one file is never opened. */
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
      if (path.toString().contains(getConf().get(UNOPENED))
          && Files.exists(Paths.get(getConf().get(ONCE)))) {
        hang(path.toUri().getPath().replaceFirst("/tables/.*", ""));
      }
      return super.create(
          path, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    private static void hang(String workspace) throws IOException {
      Files.write(mark(Paths.get(workspace)), new byte[0]);
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
