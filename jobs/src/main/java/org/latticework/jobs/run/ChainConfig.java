package org.latticework.jobs.run;

import java.util.Optional;
import org.latticework.jobs.evaluate.EvaluateConfig;
import org.latticework.jobs.evaluate.EvaluateJob;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.featurize.LearnedGraphs;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.ingest.IngestJob;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.report.Report;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.split.SplitConfig;
import org.latticework.jobs.split.SplitJob;
import org.latticework.jobs.train.RepeatableTraining;
import org.latticework.jobs.train.config.FineTuneConfig;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.workspace.Location;
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
public record ChainConfig(
    Settings settings,
    IngestOptions ingest,
    GraphRecipe graphs,
    SplitOptions split,
    TrainConfig train,
    EvaluateConfig evaluate) {

  /**
   * Reads the settings of all steps.
   *
   * @param settings with values in the place of {@code auto}
   * @param dump which may be yet to be written
   * @throws ConfigurationException if one is wrong, or if the network cannot read the graphs that
   *     the chain makes for it
   */
  public static ChainConfig from(Settings settings, Location dump) {
    FineTuneConfig.requireRandom(settings);
    IngestOptions ingest = IngestConfig.planned(settings, dump);
    TrainConfig train = TrainConfig.from(settings);
    return new ChainConfig(
        settings,
        ingest,
        LearnedGraphs.recipe(settings, train),
        SplitConfig.single(settings),
        train,
        EvaluateConfig.from(settings));
  }

  /** Puts values in the place of {@code auto}; the graphs are those that the chain makes. */
  public static Settings resolve(Settings settings) {
    Optional<String> made =
        settings.text("train.graphs").equals("auto")
            ? Optional.of(FeaturizeJob.recipe(settings).id())
            : Optional.empty();
    return AutomaticSettings.resolve(settings).with("train.graphs", made);
  }

  /** Splits for the training, and judges the model that it makes. */
  public static Settings joined(Settings settings) {
    return settings
        .with("split.name", Optional.of(settings.text("train.split")))
        .with("evaluate.model", Optional.of(settings.text("train.name")));
  }

  /** Returns the steps, each of which does only what is missing; the report is always made. */
  public Chain chain(RepeatableTraining training) {
    return new Chain()
        .then("ingest", writing(run -> IngestJob.ingest(run, ingest)))
        .then("featurize", writing(run -> FeaturizeJob.featurize(run, graphs, false)))
        .then("split", writing(run -> SplitJob.split(run, split)))
        .then("train", training::train)
        .then("evaluate", run -> EvaluateJob.evaluateOnce(run, evaluate))
        .then("report", run -> Report.afterwards(run, evaluate.model(), evaluate.maxEdges()));
  }

  private static Work writing(Work step) {
    return run -> WorkspaceLock.ofTables(run).hold(lock -> step.run(run));
  }
}
