package org.latticework.jobs;

import java.nio.file.Path;
import java.util.Optional;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.split.SplitOptions;

/**
 * The settings of every job of the demonstration.
 *
 * @param settings all of them, resolved
 * @param generate the dump to begin with
 * @param graphs recipe of the graphs
 * @param split of the materials
 * @param train on that split
 * @param evaluate that model
 */
record DemoConfig(
    Settings settings,
    GenerateConfig generate,
    GraphRecipe graphs,
    SplitOptions split,
    TrainConfig train,
    EvaluateConfig evaluate) {

  /** Puts the demonstration's size, length and network in the place of the usual ones. */
  static DemoConfig from(Settings usual, Path dump) {
    Settings settings =
        AutomaticSettings.resolve(usual)
            .with("generate.count", Optional.of(usual.text("demo.count")))
            .with("train.epochs", Optional.of(usual.text("demo.epochs")))
            .with("train.batch-size", Optional.of(usual.text("demo.batch-size")))
            .with("train.learning-rate", Optional.of(usual.text("demo.learning-rate")));
    TrainConfig train = TrainConfig.from(settings);
    return new DemoConfig(
        settings,
        GenerateConfig.from(settings, dump, true),
        FeaturizeJob.recipe(settings),
        SplitJob.options(settings.with("split.name", Optional.of(train.split()))),
        train,
        EvaluateConfig.from(settings.with("evaluate.model", Optional.of(train.model()))));
  }
}
