package org.latticework.trainer.round;

import java.io.Serializable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.deeplearning4j.PackedConfiguration;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.parallelism.Averaged;

/**
 * A network on its way to the workers.
 *
 * @param training whose network it is
 * @param configuration what it is made of
 * @param steps that were taken so far
 * @param epochs that were finished so far
 * @param state parameters, and the optimizer's state where workers take steps
 */
public record BroadcastNetwork(
    String training, PackedConfiguration configuration, int steps, int epochs, NetworkState state)
    implements Serializable {

  /** Takes a network as it is now. */
  public static BroadcastNetwork of(String training, ComputationGraph network, Averaged averaged) {
    return of(training, PackedConfiguration.of(network.getConfiguration()), network, averaged);
  }

  /** Takes a network as it is now, whose configuration was packed before. */
  static BroadcastNetwork of(
      String training, PackedConfiguration packed, ComputationGraph network, Averaged averaged) {
    return new BroadcastNetwork(
        training,
        packed,
        network.getConfiguration().getIterationCount(),
        network.getConfiguration().getEpochCount(),
        state(network, averaged));
  }

  /** Copies what workers need of a network: its optimizer only where they take steps. */
  static NetworkState state(ComputationGraph network, Averaged averaged) {
    return averaged == Averaged.GRADIENTS
        ? NetworkState.parametersOf(network)
        : NetworkState.of(network);
  }

  /** Returns the network, made or taken from those at rest; the caller's to put back or to free. */
  public ComputationGraph network() {
    ComputationGraph network = NetworkPool.ofThisProcess().take(training).orElseGet(this::make);
    network.getConfiguration().setIterationCount(steps);
    network.getConfiguration().setEpochCount(epochs);
    state.copyParametersTo(network);
    state.copyUpdaterStateTo(network);
    return network;
  }

  private ComputationGraph make() {
    ComputationGraph network = new ComputationGraph(configuration.open());
    network.init();
    return network;
  }
}
