package org.latticework.jobs;

import java.util.List;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.model.NetworkBlueprint;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.training.Averaged;
import org.latticework.trainer.training.AveragingSchedule;
import org.latticework.trainer.training.Parallelism;
import org.latticework.trainer.training.TrainingConfig;

/**
 * What to train, on what, under which name.
 *
 * @param split name of the split
 * @param model name of the model; letters, digits, dot, dash and underscore
 * @param target property to learn
 * @param graphs recipe of the graphs to learn from
 * @param training how
 * @param checkpoints when the state of the training is written down
 * @param asOf release whose materials are learned from; empty for all as they are now
 */
record TrainConfig(
    String split,
    String model,
    Target target,
    GraphRecipe graphs,
    TrainingConfig training,
    CheckpointSchedule checkpoints,
    String asOf) {
  TrainConfig {
    ModelFolder.requireName("train.name", model);
  }

  static TrainConfig from(Settings asked) {
    Settings settings = AutomaticSettings.resolve(asked);
    Target target = target(settings);
    return new TrainConfig(
        settings.text("train.split"),
        settings.text("train.name"),
        target,
        FeaturizeJob.recipe(settings),
        training(settings),
        CheckpointSchedule.from(settings),
        settings.text("train.as-of"));
  }

  /** Returns the fingerprint of the table that atoms begin with; empty where there is none. */
  String atomFeatures() {
    return training.network().features().map(AtomFeatures::fingerprint).orElse("");
  }

  private static Target target(Settings settings) {
    String column = settings.text("train.target");
    List<Target> targets = IngestConfig.targets(settings);
    return targets.stream()
        .filter(target -> target.column().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "train.target must be one of %s, got %s"
                        .formatted(
                            String.join(", ", targets.stream().map(Target::column).toList()),
                            column)));
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
                    settings.choice("train.averaged", Averaged.class),
                    AveragingSchedule.parse(settings.text("train.averaging-frequency")),
                    settings.integer("train.epochs-per-deal")),
                settings.integer("train.epochs"),
                settings.integer("train.patience"),
                settings.wide("train.seed"),
                settings.flag("train.scale-targets")));
  }
}
