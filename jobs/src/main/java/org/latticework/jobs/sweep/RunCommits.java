package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.trainer.sweep.RunResult;

/**
 * Brings runs that are over into the table {@code runs}, beside the training. A commit takes half a
 * second of the driver, so short runs share one: the next waits twenty times as long as the last
 * took. What waits is not lost with the driver; see {@link SweepFolder}.
 */
final class RunCommits implements AutoCloseable {
  private static final int REST = 20; // times the last commit

  private final JobRun run;
  private final RunRows rows;
  private final SweepFolder folder;
  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
  private final List<Row> waiting = new ArrayList<>();
  private Optional<Future<?>> next = Optional.empty();
  private long lastEnd = System.nanoTime();
  private long lastTook;
  private Optional<Exception> failure = Optional.empty();

  RunCommits(JobRun run, SweepConfig config, SweepFolder folder) {
    this.run = run;
    this.rows = new RunRows(config);
    this.folder = folder;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.prestartCoreThread(); // else it would inherit the job group of a run
  }

  /** Takes a run that is over. */
  synchronized void add(NamedRun each, RunResult result) {
    waiting.add(rows.row(each, result));
    if (next.isEmpty()) {
      long rest = Math.max(0, lastEnd + REST * lastTook - System.nanoTime());
      next = Optional.of(thread.schedule(this::commitLater, rest, TimeUnit.NANOSECONDS));
    }
  }

  private void commitLater() {
    try {
      commit();
    } catch (Exception e) { // Scala does not declare the SparkException of a failed job
      fail(e);
    }
  }

  private synchronized void fail(Exception e) {
    failure = Optional.of(e);
  }

  private synchronized List<Row> taken() {
    List<Row> rows = List.copyOf(waiting);
    waiting.clear();
    next = Optional.empty();
    return rows;
  }

  private void commit() throws IOException {
    long start = System.nanoTime();
    List<Row> over = taken();
    if (over.isEmpty()) {
      return;
    }
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> {
              lock.requireHeld();
              RunTable.add(run.spark(), run.workspace(), over);
              return null;
            });
    for (Row row : over) {
      folder.forget(row.getString(RunTable.SCHEMA.fieldIndex(RunTable.RUN)), run.hadoop());
    }
    synchronized (this) {
      lastEnd = System.nanoTime();
      lastTook = lastEnd - start;
    }
  }

  /**
   * Commits what waits.
   *
   * @throws IOException also if an earlier commit failed; its runs are committed by the sweep that
   *     goes on
   */
  void finish() throws IOException {
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while runs were committed", e);
    }
    if (failure.isPresent()) {
      throw new IOException(
          "Runs could not be committed: " + failure.get().getMessage(), failure.get());
    }
    commit();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
