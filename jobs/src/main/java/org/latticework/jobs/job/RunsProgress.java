package org.latticework.jobs.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBar;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Durations;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.sweep.SweepRun;

/**
 * Shows how trainings side by side go: a bar on a terminal, a line now and then elsewhere. The time
 * left is estimated from what the runs cost that are over.
 */
public final class RunsProgress {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();
  private static final int MOST_FAILURES = 10; // that are shown one by one

  private final Console console;
  private final UnaryOperator<String> words;
  private final double cost;
  private final int runs;
  private final boolean pausing;
  private final long start = System.nanoTime();
  private Optional<ProgressBar> bar = Optional.empty();
  private double costDone;
  private int done;
  private int failed;
  private int running;
  private long lastShown = start;

  /**
   * Begins.
   *
   * @param words what a run is, by its id
   * @param runs all of them, or a part of each
   */
  public RunsProgress(Console console, UnaryOperator<String> words, List<SweepRun> runs) {
    this.console = console;
    this.words = words;
    this.cost = runs.stream().mapToDouble(SweepRun::cost).sum();
    this.runs = runs.size();
    this.pausing = runs.stream().anyMatch(SweepRun::pauses);
  }

  public void started() {
    running++;
    if (done == 0 && console.terminal()) {
      draw();
    }
  }

  public void finished(SweepRun run, RunResult result) {
    if (!result.failure().isEmpty()) {
      failed++;
      sayFailure(result);
    }
    ended(run);
  }

  /** A run waits where its part ends. */
  public void paused(SweepRun run) {
    ended(run);
  }

  private void ended(SweepRun run) {
    running--;
    costDone += run.cost();
    done++;
    if (console.terminal()) {
      draw();
    } else if (done < runs && System.nanoTime() - lastShown >= INTERVAL) {
      console.say("Training   %s", words());
      lastShown = System.nanoTime();
    }
  }

  private void sayFailure(RunResult result) {
    if (failed <= MOST_FAILURES) {
      clear();
      console.say("Failed     %s:", words.apply(result.id()));
      console.sayBelow("%s", result.failure());
    } else if (failed == MOST_FAILURES + 1) {
      console.sayBelow("more fail, which are not shown here");
    }
  }

  private String words() {
    double seconds = (System.nanoTime() - start) * 1e-9;
    int side = Math.min(running + 1, runs - done); // one more begins at once
    return "%,d of %,d runs %s, %d running, %,d failed, %s left"
        .formatted(
            done,
            runs,
            pausing ? "at their next rung" : "over",
            side,
            failed,
            done == 0 ? "?" : Durations.text(seconds * (cost - costDone) / costDone));
  }

  private void draw() {
    if (bar.isEmpty()) {
      bar = Optional.of(console.bar("runs", runs));
    }
    bar.get().setExtraMessage("  " + words()).stepTo(done);
  }

  public void clear() {
    bar.ifPresent(console::clear);
    bar = Optional.empty();
  }

  public int failed() {
    return failed;
  }
}
