package org.latticework.trainer.training;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network on its way to the workers.
 *
 * @param configuration with the steps and epochs that were taken so far
 * @param state parameters, and the optimizer's state where workers take steps
 */
record SentNetwork(ComputationGraphConfiguration configuration, NetworkState state)
    implements Serializable {

  static SentNetwork of(ComputationGraph network, Averaged averaged) {
    return new SentNetwork(
        network.getConfiguration(),
        averaged == Averaged.GRADIENTS
            ? NetworkState.parametersOf(network)
            : NetworkState.of(network));
  }

  /**
   * Makes the network, which is the caller's to free.
   *
   * <p>{@link ComputationGraphConfiguration#clone} forgets steps and epochs, which would start
   * learning-rate schedules and Adam's bias correction anew in every round.
   */
  ComputationGraph network() {
    ComputationGraphConfiguration copy = configuration.clone();
    copy.setIterationCount(configuration.getIterationCount());
    copy.setEpochCount(configuration.getEpochCount());
    ComputationGraph network = new ComputationGraph(copy);
    network.init();
    state.copyParametersTo(network);
    state.copyUpdaterStateTo(network);
    return network;
  }
}
