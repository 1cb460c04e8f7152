package org.latticework.jobs.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Durations;

/**
 * Shows how far Spark is while a job works: a bar on a terminal, a line now and then elsewhere.
 *
 * <p>Spark works in steps, and knows a step's tasks only when it begins: so the time left is that
 * of the step. Stages that run at the same time are one step. Spark tells of them from a thread of
 * its own.
 */
public final class StageProgress extends SparkListener {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Console console;
  private final String activity;
  private final long interval; // ns between two lines
  private Optional<ProgressBar> bar = Optional.empty();
  private int step;
  private int runningStages;
  private int tasks;
  private int finished;
  private long stepStart;
  private long lastShown;
  private boolean ended;

  private StageProgress(Console console, String activity, Duration interval) {
    this.console = console;
    this.activity = activity;
    this.interval = interval.toNanos();
    this.lastShown = System.nanoTime();
  }

  /** Something that Spark is to do. */
  @FunctionalInterface
  public interface Task<T> {
    T call() throws IOException;
  }

  /**
   * Does something and shows how far it is.
   *
   * @param activity a word for it: Ingesting
   */
  public static <T> T during(JobRun run, String activity, Task<T> task) throws IOException {
    return during(run.spark().sparkContext(), run.console(), activity, INTERVAL, task);
  }

  /** Does something, with a line at most each interval where the output is not a terminal. */
  public static <T> T during(
      SparkContext spark, Console console, String activity, Duration interval, Task<T> task)
      throws IOException {
    StageProgress progress = new StageProgress(console, activity, interval);
    spark.addSparkListener(progress);
    try {
      return task.call();
    } finally {
      spark.removeSparkListener(progress);
      progress.end();
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    if (runningStages == 0) {
      step++;
      tasks = 0;
      finished = 0;
      stepStart = System.nanoTime();
    }
    runningStages++;
    tasks += event.stageInfo().numTasks();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (ended || !event.taskInfo().successful()) {
      return; // what failed is tried again
    }
    finished++;
    if (console.terminal()) {
      draw();
    } else if (finished < tasks && System.nanoTime() - lastShown >= interval) {
      console.say(
          "%-10s step %d: %,d of %,d tasks, %s left in it",
          activity, step, finished, tasks, Durations.text(secondsLeft()));
      lastShown = System.nanoTime();
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
    runningStages = Math.max(0, runningStages - 1); // one may have begun before the watch
    if (runningStages == 0) {
      closeBar();
    }
  }

  private void draw() {
    if (bar.isEmpty()) {
      bar = Optional.of(console.bar("%-10s step %d".formatted(activity, step), tasks));
    }
    bar.get()
        .setExtraMessage("  %s left in it".formatted(Durations.text(secondsLeft())))
        .maxHint(tasks)
        .stepTo(finished);
  }

  private double secondsLeft() {
    return (System.nanoTime() - stepStart) * 1e-9 * (tasks - finished) / finished;
  }

  private void closeBar() {
    bar.ifPresent(console::clear);
    bar = Optional.empty();
  }

  /** Clears the bar; an event that is still on its way must not draw it again. */
  private synchronized void end() {
    ended = true;
    closeBar();
  }
}
