package org.latticework.jobs;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.latticework.pipeline.featurize.LabeledGraph;
import org.latticework.pipeline.featurize.LabeledGraphs;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.batch.Example;

/**
 * Where the pipeline's graphs become the trainer's examples: the two rooms do not see each other.
 */
final class LabeledExamples {
  private LabeledExamples() {}

  /**
   * Returns the crystals of one fold, with their graphs and the property.
   *
   * @param graphConfig id of the configuration of the graphs
   * @param asOf release whose materials are read; empty for all as they are now
   */
  static JavaRDD<Example> of(
      JobRun run, String split, String graphConfig, Target target, Fold fold, String asOf) {
    LabeledGraphs.Query query =
        new LabeledGraphs.Query(
            split,
            graphConfig,
            target,
            Set.of(fold),
            Optional.of(asOf).filter(release -> !release.isEmpty()));
    return Settings.checked("train", () -> LabeledGraphs.of(run.spark(), run.workspace(), query))
        .graphs(run.sparkContext().defaultParallelism())
        .map(LabeledExamples::example);
  }

  private static Example example(LabeledGraph labeled) {
    return new Example(labeled.materialId(), labeled.graph(), labeled.target());
  }
}
