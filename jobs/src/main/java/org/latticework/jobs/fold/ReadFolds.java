package org.latticework.jobs.fold;

import org.apache.spark.api.java.JavaRDD;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.trainingset.LabeledGraph;
import org.latticework.pipeline.trainingset.ReadGraphs;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.training.TrainingListener;
import org.latticework.trainer.training.TrainingPlan;

/**
 * Crystals that are read and kept until they are closed, or distributed to the workers of a
 * training that this listens to. Here the pipeline's graphs become the trainer's examples: the two
 * rooms do not see each other.
 *
 * @param graphs what was read
 * @param graphConfig id of these graphs
 * @param leftOut how many materials are left out, by reason
 */
public record ReadFolds(ReadGraphs graphs, String graphConfig, Summary leftOut)
    implements TrainingListener, AutoCloseable {
  /** Returns the crystals of one fold that have a graph and a property. */
  public JavaRDD<Example> examples(Fold fold) {
    return graphs.graphs(fold).map(ReadFolds::example);
  }

  private static Example example(LabeledGraph labeled) {
    return new Example(labeled.materialId(), labeled.graph(), labeled.targets());
  }

  @Override
  public void started(TrainingPlan plan) {
    close(); // the workers have them
  }

  @Override
  public void close() {
    graphs.close();
  }
}
