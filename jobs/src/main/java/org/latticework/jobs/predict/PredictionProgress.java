package org.latticework.jobs.predict;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.latticework.jobs.console.Console;

/** Says on a terminal how many records were predicted. How many there are nobody knows before. */
final class PredictionProgress {
  private final Console console;
  private Optional<ProgressBar> bar = Optional.empty();

  PredictionProgress(Console console) {
    this.console = console;
  }

  /**
   * Shows a number.
   *
   * @param done records
   */
  void show(long done) {
    if (console.terminal()) {
      if (bar.isEmpty()) {
        bar = Optional.of(console.bar("Predicting", -1));
      }
      bar.get().stepTo(done);
    }
  }

  /** Clears the line. */
  void clear() {
    bar.ifPresent(console::clear);
    bar = Optional.empty();
  }
}
