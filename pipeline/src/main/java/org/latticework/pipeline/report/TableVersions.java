package org.latticework.pipeline.report;

import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.Workspace;

/**
 * How far the tables were at some time: the number of the last commit of each; −1 where a table had
 * not been written yet.
 *
 * @param materials of the materials table
 * @param graphs of the graphs table
 */
public record TableVersions(long materials, long graphs) {
  /** Returns how far the tables are now. */
  public static TableVersions now(SparkSession spark, Workspace workspace) {
    return new TableVersions(
        MaterialTable.TABLE.version(spark, workspace), GraphTable.TABLE.version(spark, workspace));
  }
}
