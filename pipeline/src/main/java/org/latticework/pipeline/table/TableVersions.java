package org.latticework.pipeline.table;

import org.apache.spark.sql.SparkSession;

/**
 * Which commits of the tables a training or an evaluation reads: as long as none of them is
 * vacuumed, the same versions give the same rows, whatever is written meanwhile.
 *
 * @param materials last commit of {@code materials}; −1 where the table was not there
 * @param graphs last commit of {@code graphs}; −1 where the table was not there
 * @param splits last commit of {@code splits}; −1 where the table was not there
 */
public record TableVersions(long materials, long graphs, long splits) {
  /** Returns the last commits as of now. */
  public static TableVersions now(SparkSession spark, Workspace workspace) {
    return new TableVersions(
        MaterialTable.TABLE.version(spark, workspace),
        GraphTable.TABLE.version(spark, workspace),
        SplitTable.TABLE.version(spark, workspace));
  }

  /**
   * Returns the same decisions and targets with the graphs as of now. A graph never changes, so
   * this can only add those that were missing.
   */
  public TableVersions withGraphsOfNow(SparkSession spark, Workspace workspace) {
    return new TableVersions(materials, GraphTable.TABLE.version(spark, workspace), splits);
  }

  /**
   * Checks that what was decided and what was known can still be read.
   *
   * @throws LostVersionException if not
   */
  public void requireDecisions(SparkSession spark, Workspace workspace) {
    MaterialTable.TABLE.requireVersion(spark, workspace, materials);
    SplitTable.TABLE.requireVersion(spark, workspace, splits);
  }
}
