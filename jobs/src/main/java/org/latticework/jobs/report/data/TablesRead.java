package org.latticework.jobs.report.data;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.report.data.Count;

/**
 * Which state of the tables a report on a model reads: what its training saw, or that of now.
 *
 * @param spark reads them
 * @param workspace whose tables they are
 * @param versions commits of the tables
 * @param release whose materials are read, as it had them; empty for all
 * @param lost whether what the training saw can no longer be read
 * @param state which one this is: a sentence
 */
public record TablesRead(
    SparkSession spark,
    Workspace workspace,
    TableVersions versions,
    Optional<String> release,
    boolean lost,
    String state) {

  /**
   * Checks that the tables that the training of a model saw are there, in whatever state.
   *
   * @throws ConfigurationException if not; it says which job to run first
   */
  public static void require(Location workspace, Provenance model) {
    TableVersions seen = model.tableVersions();
    requireIf(seen.materials() >= 0, WorkspaceTable.MATERIALS, workspace);
    requireIf(seen.releases() >= 0, WorkspaceTable.RELEASES, workspace);
    requireIf(seen.splits() >= 0, WorkspaceTable.SPLITS, workspace);
  }

  private static void requireIf(boolean seen, WorkspaceTable table, Location workspace) {
    if (seen) {
      table.require(workspace);
    }
  }

  /**
   * Returns the tables as the training of a model saw them. If one of these commits can no longer
   * be read, all are those of now, and of the same release where it is still there; so they are of
   * a model that was trained elsewhere.
   */
  public static TablesRead of(SparkSession spark, Workspace workspace, Provenance model) {
    TableVersions seen = model.tableVersions();
    if (seen.materials() < 0) {
      return new TablesRead(
          spark,
          workspace,
          TableVersions.now(spark, workspace),
          Optional.empty(),
          false,
          "The tables as they are now: %s was not trained on them.".formatted(model.model()));
    }
    try {
      seen.requireDecisions(spark, workspace, model.split(), model.release());
      ReleaseTable.TABLE.requireVersion(spark, workspace, seen.releases(), lit(true)); // counted
    } catch (LostVersionException e) {
      Optional<String> still =
          model.release().filter(ReleaseTable.names(spark, workspace)::contains);
      return new TablesRead(
          spark,
          workspace,
          TableVersions.now(spark, workspace),
          still,
          true,
          "The tables as they are now%s: what the training of %s saw cannot be read any more (%s)."
              .formatted(words(still), model.model(), e.getMessage()));
    }
    return new TablesRead(
        spark,
        workspace,
        seen,
        model.release(),
        false,
        "The tables as the training of %s saw them%s."
            .formatted(model.model(), words(model.release())));
  }

  private static String words(Optional<String> release) {
    return release.map(name -> ", release " + name).orElse("");
  }

  /** Returns one row of materials for each material. */
  public Dataset<Row> materials() {
    return versions.materials(spark, workspace, release);
  }

  /** Returns the decisions of a split. */
  public Dataset<Row> split(String name) {
    return versions.split(spark, workspace, name);
  }

  List<Count> commits() {
    return List.of(
        new Count("materials", versions.materials()),
        new Count("graphs", versions.graphs()),
        new Count("releases", versions.releases()),
        new Count("splits", versions.splits()));
  }
}
