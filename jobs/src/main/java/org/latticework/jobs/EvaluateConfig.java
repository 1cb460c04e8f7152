package org.latticework.jobs;

import org.latticework.pipeline.table.Fold;

/**
 * What to judge.
 *
 * @param model name
 * @param fold what to judge it on
 */
record EvaluateConfig(String model, Fold fold) {
  EvaluateConfig {
    ModelFolder.requireName("evaluate.model", model);
  }

  static EvaluateConfig from(Settings settings) {
    return Settings.checked(
        "evaluate",
        () ->
            new EvaluateConfig(
                settings.text("evaluate.model"), Fold.ofWord(settings.text("evaluate.fold"))));
  }

  /** Returns the name of the file of metrics in the model's folder. */
  String metricsFile() {
    return "metrics-%s.json".formatted(fold.word());
  }
}
