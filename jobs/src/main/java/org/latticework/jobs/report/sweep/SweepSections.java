package org.latticework.jobs.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.jobs.curves.Curves;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.report.page.Section;
import org.latticework.report.sweep.SweepFacts;
import org.latticework.report.sweep.SweepRun;
import org.latticework.report.sweep.SweepSection;

/** The section of a report about a sweep. */
public final class SweepSections {
  private SweepSections() {}

  /**
   * Returns the section {@code sweep}.
   *
   * @param sweep name of the sweep
   * @param resamples of the seeds, for bands and break tests of learning curves
   * @throws ConfigurationException if the table {@code runs} has no run of it
   */
  public static List<Section> of(
      SparkSession spark, Workspace workspace, String sweep, int resamples) {
    List<Row> rows = RunTable.read(spark, workspace, sweep).orderBy(RunTable.RUN).collectAsList();
    if (rows.isEmpty()) {
      throw new ConfigurationException(
          "There is no sweep %s in the table runs: run latticework sweep first".formatted(sweep));
    }
    return List.of(SweepSection.of(facts(sweep, rows, resamples)));
  }

  /**
   * Returns what rows of the table {@code runs} say.
   *
   * @param rows of one sweep; at least one
   */
  static SweepFacts facts(String sweep, List<Row> rows, int resamples) {
    List<String> names = Curves.names(rows);
    List<SweepRun> runs = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      runs.add(run(rows.get(k), names.get(k)));
    }
    return new SweepFacts(
        sweep,
        rows.get(0).getAs(RunTable.ERROR),
        unit(rows.get(0)),
        Curves.of(rows, resamples).stream().map(Laws::curve).toList(),
        runs);
  }

  /** Returns the unit of errors that have one: a column's mean absolute error. */
  private static String unit(Row row) {
    return "mae".equals(row.getAs(RunTable.ERROR))
        ? Target.ofColumn(row.getAs(RunTable.TARGET))
            .map(Target::unit)
            .filter(unit -> !unit.equals("1"))
            .orElse("")
        : "";
  }

  private static SweepRun run(Row row, String conditions) {
    return new SweepRun(
        row.getAs(RunTable.RUN),
        conditions,
        row.getAs(RunTable.OUTCOME),
        Objects.requireNonNullElse(row.getAs(RunTable.REASON), ""),
        row.<Long>getAs(RunTable.CRYSTALS),
        row.<Long>getAs(RunTable.SEED),
        row.<Long>getAs(RunTable.STEPS),
        error(row, RunTable.VALIDATION_ERROR),
        error(row, RunTable.TEST_ERROR));
  }

  private static double error(Row row, String column) {
    Double error = row.getAs(column);
    return error == null ? Double.NaN : error;
  }
}
