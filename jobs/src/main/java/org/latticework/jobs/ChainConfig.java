package org.latticework.jobs;

import java.util.Optional;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.split.SplitOptions;

/**
 * The settings of every step from a dump to a judged model.
 *
 * @param settings all of them, resolved
 * @param ingest what to read and what to let in
 * @param graphs recipe of the graphs
 * @param split of the materials
 * @param train on that split
 * @param evaluate that model
 */
record ChainConfig(
    Settings settings,
    IngestOptions ingest,
    GraphRecipe graphs,
    SplitOptions split,
    TrainConfig train,
    EvaluateConfig evaluate) {

  /**
   * Reads the settings of all steps.
   *
   * @param dump which may be yet to be written
   */
  static ChainConfig from(Settings asked, Location dump) {
    Settings settings = joined(AutomaticSettings.resolve(asked));
    return new ChainConfig(
        settings,
        IngestConfig.planned(settings, dump),
        FeaturizeJob.recipe(settings),
        SplitJob.checked(settings),
        TrainConfig.from(settings),
        EvaluateConfig.from(settings));
  }

  /** Splits for the training, and judges the model that it makes. */
  static Settings joined(Settings settings) {
    return settings
        .with("split.name", Optional.of(settings.text("train.split")))
        .with("evaluate.model", Optional.of(settings.text("train.name")));
  }

  /** Returns the steps, each of which does only what is missing. */
  Chain chain(RepeatableTraining training) {
    return new Chain()
        .then("ingest", run -> IngestJob.ingest(run, ingest))
        .then("featurize", run -> FeaturizeJob.featurize(run, graphs, false))
        .then("split", run -> SplitJob.split(run, split))
        .then("train", training::train)
        .then("evaluate", run -> EvaluateJob.evaluateOnce(run, evaluate));
  }
}
