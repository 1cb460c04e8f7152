package org.latticework.jobs.nightly;

import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.ingest.IngestConfig;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.ingest.IngestOptions;

/**
 * What a nightly run reads, and how.
 *
 * @param settings all of them
 * @param ingest what to read and what to let in
 * @param graphs recipe of the graphs
 */
record NightlyConfig(Settings settings, IngestOptions ingest, GraphRecipe graphs) {
  static NightlyConfig from(Settings settings, Location input) {
    return new NightlyConfig(
        settings, IngestConfig.options(settings, input), FeaturizeJob.recipe(settings));
  }

  String input() {
    return ingest.input();
  }

  /** Returns what a change of which makes everything new again. */
  String fingerprint() {
    return settings.toJson("ingest") + settings.toJson("featurize") + graphs.id();
  }
}
