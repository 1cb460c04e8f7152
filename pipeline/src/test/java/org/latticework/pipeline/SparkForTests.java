package org.latticework.pipeline;

import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.local.LocalFiles;
import org.latticework.pipeline.table.DeltaSession;

/**
 * The one session that all integration tests share; it ends with the virtual machine. Set for a few
 * rows in a few files: code is not compiled for a query, no plan is changed on the way, and files
 * are not listed by thousands of tasks. The jobs' integration tests of the distribution compile and
 * plan as shipped.
 */
public final class SparkForTests {
  private static final class Shared {
    private static final SparkSession SESSION = builder().getOrCreate();
  }

  private SparkForTests() {}

  /** Returns what makes such a session in a process that a test starts. */
  public static SparkSession.Builder builder() {
    SparkSession.Builder builder = SparkSession.builder();
    LocalFiles.SETTINGS.forEach(builder::config);
    return DeltaSession.configure(
        builder
            .master("local[2]")
            .appName("pipeline-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1") // else large results of tasks are lost
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2"));
  }

  public static SparkSession session() {
    return Shared.SESSION;
  }
}
