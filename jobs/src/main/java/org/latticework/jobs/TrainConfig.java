package org.latticework.jobs;

import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.model.NetworkBlueprint;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.training.Parallelism;
import org.latticework.trainer.training.TrainingConfig;

/**
 * What to train, on what, under which name.
 *
 * @param split name of the split
 * @param model name of the model; letters, digits, dot, dash and underscore
 * @param target property to learn
 * @param graphs configuration of the graphs to learn from
 * @param training how
 */
record TrainConfig(
    String split, String model, Target target, GraphConfig graphs, TrainingConfig training) {
  TrainConfig {
    ModelFolder.requireName("train.name", model);
  }

  static TrainConfig from(Settings settings) {
    String column = settings.text("train.target");
    Target target =
        Target.ofColumn(column)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "train.target must be one of %s, got %s"
                            .formatted(
                                String.join(
                                    ", ", Target.all().stream().map(Target::column).toList()),
                                column)));
    return new TrainConfig(
        settings.text("train.split"),
        settings.text("train.name"),
        target,
        FeaturizeJob.config(settings),
        training(settings));
  }

  private static TrainingConfig training(Settings settings) {
    NetworkBlueprint network = NetworkSettings.blueprint(settings);
    Optimization optimization = OptimizationSettings.optimization(settings);
    return Settings.checked(
        "train",
        () ->
            new TrainingConfig(
                network,
                optimization,
                new Parallelism(
                    settings.integer("train.workers"),
                    settings.integer("train.batch-size"),
                    settings.integer("train.averaging-frequency")),
                settings.integer("train.epochs"),
                settings.integer("train.patience"),
                settings.wide("train.seed"),
                settings.flag("train.scale-targets")));
  }
}
