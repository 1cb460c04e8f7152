package org.latticework.jobs;

import java.util.Optional;
import org.latticework.trainer.optimizer.WorkerScaling;

/** Puts numbers in the place of {@code auto}, by the number of workers. */
final class AutomaticSettings {
  private static final String RATE = "train.learning-rate";
  private static final String WARMUP = "train.schedule.warmup";

  private AutomaticSettings() {}

  static Settings resolve(Settings settings) {
    int workers = settings.integer("train.workers");
    boolean steps = settings.text("train.schedule.unit").equals("steps");
    WorkerScaling scaling = Settings.checked("train", () -> WorkerScaling.of(workers));
    return settings
        .with(RATE, automatic(settings, RATE, scaling.learningRate()))
        .with(WARMUP, automatic(settings, WARMUP, steps ? scaling.warmup() : 0));
  }

  private static Optional<?> automatic(Settings settings, String key, Number value) {
    return settings.text(key).equals("auto") ? Optional.of(value) : Optional.empty();
  }
}
