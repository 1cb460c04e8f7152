package org.latticework.jobs;

import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.TableVersions;

/**
 * What a model was made of: enough to make it again.
 *
 * @param version of Latticework
 * @param model name
 * @param split name of the split
 * @param target column it predicts
 * @param graphConfig id of the graphs it learned from; it takes no others
 * @param cutoff of these graphs, Å
 * @param maxNeighbors of these graphs
 * @param seed of the training
 * @param tableVersions the commits of the tables that it was trained on
 */
record Provenance(
    String version,
    String model,
    String split,
    String target,
    String graphConfig,
    double cutoff,
    int maxNeighbors,
    long seed,
    TableVersions tableVersions) {
  /** Returns what a training that begins now is made of. */
  static Provenance of(JobRun run, TrainConfig config) {
    return new Provenance(
        Version.text(),
        config.model(),
        config.split(),
        config.target().column(),
        config.graphs().id(),
        config.graphs().cutoff(),
        config.graphs().maxNeighbors(),
        config.training().seed(),
        TableVersions.now(run.spark(), run.workspace()));
  }

  /** Returns the cap on neighbors as the option of featurize takes it. */
  String neighbors() {
    return "max-neighbors "
        + (maxNeighbors == GraphConfig.ALL_NEIGHBORS ? "all" : String.valueOf(maxNeighbors));
  }
}
