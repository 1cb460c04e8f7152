package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.trainer.sweep.RunResult;

/**
 * Brings runs that are over into the table {@code runs}, on the thread of the run that has just
 * ended, whose core is free. A commit takes half a second, so short runs share one: it is put off
 * until twenty times as long as the last one took has passed. What waits is not lost with the
 * driver; see {@link SweepFolder}.
 */
final class RunCommits {
  private static final int REST = 20; // times the last commit

  private final JobRun run;
  private final RunRows rows;
  private final SweepFolder folder;
  private final List<Row> waiting = new ArrayList<>();
  private long lastEnd = System.nanoTime();
  private long lastTook;

  RunCommits(JobRun run, SweepConfig config, SweepFolder folder) {
    this.run = run;
    this.rows = new RunRows(config);
    this.folder = folder;
  }

  /** Takes a run that is over; called by one thread at a time. */
  void add(NamedRun each, RunResult result) throws IOException {
    waiting.add(rows.row(each, result));
    if (System.nanoTime() - lastEnd >= REST * lastTook) {
      commit();
    }
  }

  /** Commits what waits. */
  void commit() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> {
              lock.requireHeld();
              RunTable.add(run.spark(), run.workspace(), waiting);
              return null;
            });
    for (Row row : waiting) {
      folder.forget(row.getString(RunTable.SCHEMA.fieldIndex(RunTable.RUN)), run.hadoop());
    }
    waiting.clear();
    lastEnd = System.nanoTime();
    lastTook = lastEnd - start;
  }
}
