package org.latticework.jobs.report.data;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.jobs.model.Provenance;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.report.data.Count;

/**
 * Which state of the tables is read.
 *
 * @param spark reads them
 * @param workspace whose tables they are
 * @param versions commits of the tables
 * @param release whose materials are read, as it had them; empty for all
 * @param state which one this is: a sentence
 */
record TablesRead(
    SparkSession spark,
    Workspace workspace,
    TableVersions versions,
    Optional<String> release,
    String state) {

  /** Returns the tables as they are. */
  static TablesRead now(SparkSession spark, Workspace workspace) {
    return new TablesRead(
        spark,
        workspace,
        TableVersions.now(spark, workspace),
        Optional.empty(),
        "The tables as they are now.");
  }

  /** Returns the tables as the training of a model saw them, if these commits can still be read. */
  static TablesRead of(SparkSession spark, Workspace workspace, Provenance model) {
    TableVersions versions = model.tableVersions();
    if (versions.materials() < 0) {
      return new TablesRead(
          spark,
          workspace,
          TableVersions.now(spark, workspace),
          Optional.empty(),
          "The tables as they are now: %s was not trained on them.".formatted(model.model()));
    }
    String of = model.release().map(release -> ", release " + release).orElse("");
    try {
      versions.requireDecisions(spark, workspace, model.split(), model.release());
      return new TablesRead(
          spark,
          workspace,
          versions,
          model.release(),
          "The tables as the training of %s saw them%s.".formatted(model.model(), of));
    } catch (LostVersionException e) {
      return new TablesRead(
          spark,
          workspace,
          TableVersions.now(spark, workspace),
          model.release(),
          "The tables as they are now%s: what the training of %s saw cannot be read any more (%s)."
              .formatted(of, model.model(), e.getMessage()));
    }
  }

  Dataset<Row> materials() {
    return versions.materials(spark, workspace, release);
  }

  Dataset<Row> split(String name) {
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
