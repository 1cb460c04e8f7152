package org.latticework.jobs;

import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphConfig;
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
 * @param graphs configuration of the graphs to learn from
 * @param training how
 */
record TrainConfig(
    String split, String model, Target target, GraphConfig graphs, TrainingConfig training) {
  private static final int ELEMENTS = 100;

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

  private static GaussianBasis basis(Settings settings) {
    return new GaussianBasis(
        settings.decimal("train.network.basis.cutoff"),
        settings.integer("train.network.basis.size"),
        settings.decimal("train.network.basis.sigma"),
        settings.flag("train.network.basis.halved"));
  }
}
