package org.latticework.jobs;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
 * @param tableVersions last commit of each table when it was read
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
    Map<String, Long> tableVersions) {
  Provenance {
    tableVersions = Collections.unmodifiableMap(new TreeMap<>(tableVersions));
  }

  /** Returns what a training that begins now is made of. */
  static Provenance of(JobRun run, TrainConfig config) {
    Map<String, Long> versions = new HashMap<>();
    for (WorkspaceTable table :
        Set.of(WorkspaceTable.MATERIALS, WorkspaceTable.GRAPHS, WorkspaceTable.SPLITS)) {
      versions.put(table.word(), table.stored().version(run.spark(), run.workspace()));
    }
    return new Provenance(
        Version.text(),
        config.model(),
        config.split(),
        config.target().column(),
        config.graphs().id(),
        config.graphs().config().cutoff(),
        config.graphs().config().maxNeighbors(),
        config.training().seed(),
        versions);
  }
}
