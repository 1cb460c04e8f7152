package org.latticework.trainer.measure;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Adds up the losses of the batches a network learns from, each taken before the step it causes and
 * with the noise of dropout and dropped edges: what the gradient is of. Weight decay is not in it;
 * Deeplearning4j adds to its score what the weights of some layers cost.
 */
public final class LossListener extends BaseTrainingListener {
  private double sum;

  @Override
  public void onBackwardPass(Model model) {
    ComputationGraph network = (ComputationGraph) model;
    double loss = network.score() - network.calcRegularizationScore(true);
    sum += loss * network.batchSize();
  }

  /** Returns the sum over all crystals so far, on the network's scale. */
  public double sum() {
    return sum;
  }
}
