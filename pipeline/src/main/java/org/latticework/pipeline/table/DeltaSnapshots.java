package org.latticework.pipeline.table;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/** What Delta's log says of a table. */
public final class DeltaSnapshots {
  private DeltaSnapshots() {}

  /** Returns the table in a folder as its last commit left it; the log is looked at now. */
  public static Snapshot latest(SparkSession spark, String folder) {
    return DeltaLog.forTable(spark, folder).update(false, Option.empty(), Option.empty());
  }
}
