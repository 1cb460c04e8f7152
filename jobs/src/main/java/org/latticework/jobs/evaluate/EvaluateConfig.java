package org.latticework.jobs.evaluate;

import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.material.Fold;

/**
 * What to judge.
 *
 * @param model name
 * @param fold what to judge it on
 * @param maxEdges most edges of a crystal; one with more is left out
 */
public record EvaluateConfig(String model, Fold fold, int maxEdges) {
  public EvaluateConfig {
    ModelFolder.requireName("evaluate.model", model);
  }

  public static EvaluateConfig from(Settings settings) {
    return Settings.checked(
        "evaluate",
        () ->
            new EvaluateConfig(
                settings.text("evaluate.model"),
                Fold.ofWord(settings.text("evaluate.fold")),
                settings.integer("train.max-edges")));
  }

  /** Returns the name of the file of metrics in the model's folder. */
  public String metricsFile() {
    return "metrics-%s.json".formatted(fold.word());
  }
}
