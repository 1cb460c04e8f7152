package org.latticework.pipeline;

import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.table.DeltaSession;

/** The one session that all integration tests share; it ends with the virtual machine. */
public final class SparkForTests {
  private static final SparkSession SESSION =
      DeltaSession.configure(
              SparkSession.builder()
                  .master("local[2]")
                  .appName("pipeline-tests")
                  .config("spark.ui.enabled", "false")
                  .config("spark.sql.shuffle.partitions", "2"))
          .getOrCreate();

  private SparkForTests() {}

  public static SparkSession session() {
    return SESSION;
  }
}
