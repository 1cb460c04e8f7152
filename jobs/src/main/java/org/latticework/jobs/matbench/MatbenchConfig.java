package org.latticework.jobs.matbench;

import org.latticework.jobs.featurize.LearnedGraphs;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.settings.AutomaticSettings;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.split.SplitConfig;
import org.latticework.jobs.sweep.PlannedSweep;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.ingest.IngestOptions;
import org.latticework.pipeline.split.SplitOptions;

/**
 * A task and the settings of its steps.
 *
 * @param task which
 * @param file that holds it
 * @param name of its splits, its sweep and its models
 * @param output where its results go
 * @param settings all of them
 * @param ingest how to read the file
 * @param graphs recipe of the graphs
 * @param split into five
 * @param sweep of five runs
 * @param train what the runs have in common
 */
record MatbenchConfig(
    MatbenchTask task,
    Location file,
    String name,
    Location output,
    Settings settings,
    IngestOptions ingest,
    GraphRecipe graphs,
    SplitOptions split,
    PlannedSweep sweep,
    TrainConfig train) {

  /**
   * Reads it.
   *
   * @param settings of {@link MatbenchSettings}
   * @throws ConfigurationException if one is wrong, or if the network cannot read the graphs that
   *     the task makes for it
   */
  static MatbenchConfig from(Settings settings, MatbenchTask task, Location file, Location output) {
    IngestOptions ingest = IngestConfig.planned(settings, file);
    SplitOptions split = SplitConfig.options(settings);
    PlannedSweep sweep = PlannedSweep.ofModels(settings);
    TrainConfig train = TrainConfig.from(AutomaticSettings.resolve(settings));
    return new MatbenchConfig(
        task,
        file,
        settings.text("sweep.name"),
        output,
        settings,
        ingest,
        LearnedGraphs.recipe(settings, train),
        split,
        sweep,
        train);
  }
}
