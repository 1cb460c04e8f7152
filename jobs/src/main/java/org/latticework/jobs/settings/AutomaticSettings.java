package org.latticework.jobs.settings;

import java.util.Map;
import java.util.Optional;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.optimizer.WorkerScaling;
import org.latticework.trainer.parallelism.Averaged;

/** Puts values in the place of {@code auto}, by the number of workers and how they meet. */
public final class AutomaticSettings {
  private static final String RATE = "train.learning-rate";
  private static final String WARMUP = "train.schedule.warmup";
  private static final String POOLING = "train.network.cgcnn.activated-pooling";
  private static final String VARIANT = "train.network.cgcnn.variant";
  private static final String FREQUENCY = "train.averaging-frequency";

  private AutomaticSettings() {}

  public static Settings resolve(Settings settings) {
    int workers = settings.integer("train.workers");
    boolean steps = settings.text("train.schedule.unit").equals("steps");
    WorkerScaling scaling = Settings.checked("train", () -> WorkerScaling.of(workers));
    Settings resolved =
        settings.text(POOLING).equals("auto")
            ? settings.filled(POOLING, settings.text(VARIANT).equals("original"))
            : settings;
    return resolved
        .with(RATE, automatic(settings, RATE, scaling.learningRate()))
        .with(WARMUP, automatic(settings, WARMUP, steps ? scaling.warmup() : 0))
        .with(FREQUENCY, automatic(settings, FREQUENCY, frequency(settings)));
  }

  /** Returns the settings as shipped, with values in the place of {@code auto}, by their keys. */
  public static Map<String, String> shipped() {
    return Settings.texts(resolve(Settings.shipped()).toJson());
  }

  private static String frequency(Settings settings) {
    if (settings.choice("train.averaged", Averaged.class) == Averaged.GRADIENTS) {
      return "1";
    }
    boolean meanIsAll =
        settings.choice("train.outer-optimizer.kind", OuterOptimizer.Kind.class)
                == OuterOptimizer.Kind.NONE
            && settings.decimal("train.smoothing") == 0;
    if (settings.integer("train.workers") > 1 || !meanIsAll) {
      return "5";
    }
    // States lie between rounds. At 100 steps a round costs about 2 % of its time.
    return settings.integer("train.checkpoints.rounds") > 0 ? "100" : "epoch";
  }

  private static Optional<?> automatic(Settings settings, String key, Object value) {
    return settings.text(key).equals("auto") ? Optional.of(value) : Optional.empty();
  }
}
