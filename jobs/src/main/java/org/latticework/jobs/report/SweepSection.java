package org.latticework.jobs.report;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Row;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** The runs of a sweep. */
final class SweepSection {
  private static final int MOST = 500; // rows that a reader can bear

  private SweepSection() {}

  /**
   * Reads the runs.
   *
   * @throws ConfigurationException if there is no such sweep
   */
  static Section of(JobRun run, String sweep) {
    List<Row> runs =
        RunTable.read(run.spark(), run.workspace(), sweep)
            .orderBy(col(RunTable.CRYSTALS), col(RunTable.SEED), col(RunTable.RUN))
            .collectAsList();
    if (runs.isEmpty()) {
      throw new ConfigurationException(
          "There is no sweep %s in %s: run latticework sweep --name %s first"
              .formatted(sweep, run.location().text(), sweep));
    }
    Table table =
        new Table(
            "run",
            "outcome",
            "crystals",
            "seed",
            "split",
            "settings",
            "error",
            "validation",
            "test");
    for (Row row : runs.subList(0, Math.min(MOST, runs.size()))) {
      table.row(
          row.getAs(RunTable.RUN),
          row.getAs(RunTable.OUTCOME),
          row.getAs(RunTable.CRYSTALS),
          row.getAs(RunTable.SEED),
          row.getAs(RunTable.SPLIT),
          row.getAs(RunTable.SETTINGS),
          row.getAs(RunTable.ERROR),
          number(row, RunTable.VALIDATION_ERROR),
          number(row, RunTable.TEST_ERROR));
    }
    Section section = new Section("sweep", "The sweep " + sweep);
    if (runs.size() > MOST) {
      section.add(Words.of("The first %,d of %,d runs.".formatted(MOST, runs.size())));
    }
    return section.add(new Facts("Runs", table));
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }
}
