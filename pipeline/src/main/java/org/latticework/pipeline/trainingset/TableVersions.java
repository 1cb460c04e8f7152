package org.latticework.pipeline.trainingset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;

/**
 * Which commits of the tables a training or an evaluation reads: as long as none of them is
 * vacuumed, the same versions give the same rows, whatever is written meanwhile.
 *
 * @param materials last commit of {@code materials}; −1 where the table was not there
 * @param graphs last commit of {@code graphs}; −1 where the table was not there
 * @param releases last commit of {@code releases}; −1 where the table was not there
 * @param splits last commit of {@code splits}; −1 where the table was not there
 */
public record TableVersions(long materials, long graphs, long releases, long splits)
    implements Serializable {
  /**
   * Returns the last commits as of now, such that they fit each other also where jobs write
   * meanwhile: what a table names is looked at after it. An ingest commits materials before their
   * release, and folds and graphs are made of materials that are there.
   */
  public static TableVersions now(SparkSession spark, Workspace workspace) {
    long releases = ReleaseTable.TABLE.version(spark, workspace);
    long splits = SplitTable.TABLE.version(spark, workspace);
    long graphs = GraphTable.TABLE.version(spark, workspace);
    return new TableVersions(
        MaterialTable.TABLE.version(spark, workspace), graphs, releases, splits);
  }

  /** Returns whether a training that asks for no release would read other rows now. */
  public boolean changedToTrainOn(SparkSession spark, Workspace workspace) {
    return MaterialTable.TABLE.changedSince(spark, workspace, materials)
        || GraphTable.TABLE.changedSince(spark, workspace, graphs)
        || SplitTable.TABLE.changedSince(spark, workspace, splits);
  }

  /**
   * Returns the same decisions and targets with the graphs as of now. A graph never changes, so
   * this can only add those that were missing.
   */
  public TableVersions withGraphsOfNow(SparkSession spark, Workspace workspace) {
    return new TableVersions(
        materials, GraphTable.TABLE.version(spark, workspace), releases, splits);
  }

  /**
   * Returns the materials of these commits.
   *
   * @param release the release whose materials are read, as it had them; if empty, all as they were
   * @throws org.latticework.pipeline.table.UnknownReleaseException if there is no such release
   */
  public Dataset<Row> materials(SparkSession spark, Workspace workspace, Optional<String> release) {
    return ReleaseTable.materials(
        MaterialTable.TABLE.read(spark, workspace, materials),
        ReleaseTable.TABLE.read(spark, workspace, releases),
        release);
  }

  /** Returns the decisions of a split in these commits. */
  public Dataset<Row> split(SparkSession spark, Workspace workspace, String name) {
    return SplitTable.read(spark, workspace, name, splits);
  }

  /**
   * Checks that what was decided and what was known can still be read.
   *
   * @param split name of the split that is read; files of others may be gone
   * @param release the release whose materials are read, if it is one; files of others may be gone
   * @throws LostVersionException if not
   */
  public void requireDecisions(
      SparkSession spark, Workspace workspace, String split, Optional<String> release) {
    MaterialTable.TABLE.requireVersion(spark, workspace, materials, lit(true));
    SplitTable.TABLE.requireVersion(
        spark, workspace, splits, col(SplitTable.SPLIT_NAME).equalTo(split));
    if (release.isPresent()) {
      ReleaseTable.TABLE.requireVersion(
          spark, workspace, releases, col(ReleaseTable.DATABASE_VERSION).equalTo(release.get()));
    }
  }

  /**
   * Checks that the graphs of one configuration can still be read.
   *
   * @param graphConfig id of the configuration; files that hold others alone may be gone
   * @throws LostVersionException if not
   */
  public void requireGraphs(SparkSession spark, Workspace workspace, String graphConfig) {
    GraphTable.TABLE.requireVersion(
        spark, workspace, graphs, col(GraphTable.GRAPH_CONFIG).equalTo(graphConfig));
  }

  /**
   * Checks that what has come since can still be told.
   *
   * @throws LostVersionException if not
   */
  public void requireReportable(SparkSession spark, Workspace workspace) {
    MaterialTable.TABLE.requireVersion(spark, workspace, materials, lit(true));
    GraphTable.TABLE.requireVersion(spark, workspace, graphs, lit(true));
  }
}
