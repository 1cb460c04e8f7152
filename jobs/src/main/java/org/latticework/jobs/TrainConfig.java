package org.latticework.jobs;

import java.util.List;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.kernel.ConvolutionVariant;
import org.latticework.trainer.model.NetworkConfig;
import org.latticework.trainer.training.TrainingConfig;

/**
 * What to train, on what, under which name.
 *
 * @param split name of the split
 * @param model name of the model; letters, digits, dot, dash and underscore
 * @param target property to learn
 * @param graphs recipe of the graphs to learn from
 * @param training how
 * @param asOf release whose materials are learned from; empty for all as they are now
 */
record TrainConfig(
    String split,
    String model,
    Target target,
    GraphRecipe graphs,
    TrainingConfig training,
    String asOf) {
  private static final int ELEMENTS = 100;

  TrainConfig {
    ModelFolder.requireName("train.name", model);
  }

  static TrainConfig from(Settings settings) {
    Target target = target(settings);
    return new TrainConfig(
        settings.text("train.split"),
        settings.text("train.name"),
        target,
        FeaturizeJob.recipe(settings),
        training(settings),
        settings.text("train.as-of"));
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
    NetworkConfig network = network(settings);
    return Settings.checked(
        "train",
        () ->
            new TrainingConfig(
                network,
                settings.integer("train.epochs"),
                settings.integer("train.batch-size"),
                settings.decimal("train.learning-rate"),
                settings.integer("train.workers"),
                settings.integer("train.averaging-frequency"),
                settings.wide("train.seed"),
                settings.flag("train.scale-targets")));
  }

  private static NetworkConfig network(Settings settings) {
    return Settings.checked(
        "train.network",
        () -> {
          ConvolutionVariant variant =
              ConvolutionVariant.of(settings.text("train.network.variant"));
          return new NetworkConfig(
              variant,
              settings.integer("train.network.width"),
              basis(settings),
              settings.integer("train.network.convolutions"),
              settings.integer("train.network.hidden"),
              ELEMENTS,
              variant == ConvolutionVariant.ORIGINAL,
              0);
        });
  }

  /** Returns the basis in which the network expands distances. */
  static GaussianBasis basis(Settings settings) {
    return Settings.checked(
        "train.network",
        () ->
            new GaussianBasis(
                settings.decimal("train.network.basis.cutoff"),
                settings.integer("train.network.basis.size"),
                settings.decimal("train.network.basis.sigma"),
                settings.flag("train.network.basis.halved")));
  }
}
