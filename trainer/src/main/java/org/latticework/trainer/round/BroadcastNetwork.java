package org.latticework.trainer.round;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.parallelism.Averaged;

/**
 * A network on its way to the workers.
 *
 * @param training whose network it is
 * @param configuration with the steps and epochs that were taken so far
 * @param state parameters, and the optimizer's state where workers take steps
 */
public record BroadcastNetwork(
    String training, ComputationGraphConfiguration configuration, NetworkState state)
    implements Serializable {

  public static BroadcastNetwork of(String training, ComputationGraph network, Averaged averaged) {
    return new BroadcastNetwork(
        training,
        network.getConfiguration(),
        averaged == Averaged.GRADIENTS
            ? NetworkState.parametersOf(network)
            : NetworkState.of(network));
  }

  /**
   * Returns the network, made or taken from those at rest; the caller's to put back or to free.
   *
   * <p>{@link ComputationGraphConfiguration#clone} forgets steps and epochs, which would start
   * learning-rate schedules and Adam's bias correction anew in every round.
   */
  public ComputationGraph network() {
    ComputationGraph network = NetworkPool.ofThisProcess().take(training).orElseGet(this::make);
    network.getConfiguration().setIterationCount(configuration.getIterationCount());
    network.getConfiguration().setEpochCount(configuration.getEpochCount());
    state.copyParametersTo(network);
    state.copyUpdaterStateTo(network);
    return network;
  }

  private ComputationGraph make() {
    ComputationGraph network = new ComputationGraph(configuration.clone());
    network.init();
    return network;
  }
}
