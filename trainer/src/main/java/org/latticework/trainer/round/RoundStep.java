package org.latticework.trainer.round;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.parallelism.Averaged;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The end of a round: the network moves by what the workers have come to.
 *
 * @param averaged what they send
 * @param optimizer whose bound of the gradient is kept; the rest of it is in the network
 * @param updater of the network; asked for the learning rate
 * @param outer makes of the average what the next round begins with
 */
public record RoundStep(
    Averaged averaged, OptimizerConfig optimizer, IUpdater updater, OuterStep outer) {

  /** Returns the learning rate of the step that comes next. */
  double learningRate(ComputationGraph network) {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    return updater.getLearningRate(
        configuration.getIterationCount(), configuration.getEpochCount());
  }

  /**
   * Moves the network and counts the steps.
   *
   * @param before what the round began with
   * @param mean of what the workers sent
   * @param steps of each worker
   * @return whether all of the network are finite numbers still
   */
  boolean take(ComputationGraph network, NetworkState before, NetworkState mean, int steps) {
    NetworkState next;
    if (averaged == Averaged.GRADIENTS) {
      GradientStep.take(network, mean, optimizer.maxGradientNorm());
      next = NetworkState.of(network);
    } else {
      next = outer.step(before, mean);
      next.copyTo(network);
    }
    ComputationGraphConfiguration configuration = network.getConfiguration();
    configuration.setIterationCount(configuration.getIterationCount() + steps);
    return next.isFinite();
  }
}
