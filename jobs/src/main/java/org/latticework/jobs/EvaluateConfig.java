package org.latticework.jobs;

import org.latticework.pipeline.table.Fold;

/**
 * What to judge.
 *
 * @param model name
 * @param fold what to judge it on
 * @param maxEdges most edges of a crystal; one with more is left out
 */
record EvaluateConfig(String model, Fold fold, int maxEdges) {
  EvaluateConfig {
    ModelFolder.requireName("evaluate.model", model);
  }

  static EvaluateConfig from(Settings settings) {
    return Settings.checked(
        "evaluate",
        () ->
            new EvaluateConfig(
                settings.text("evaluate.model"),
                Fold.ofWord(settings.text("evaluate.fold")),
                settings.integer("train.max-edges")));
  }

  /** Returns the name of the file of metrics in the model's folder. */
  String metricsFile() {
    return "metrics-%s.json".formatted(fold.word());
  }
}
