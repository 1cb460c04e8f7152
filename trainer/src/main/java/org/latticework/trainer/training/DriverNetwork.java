package org.latticework.trainer.training;

import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.measure.RoundMetrics;
import org.latticework.trainer.round.OuterStep;
import org.latticework.trainer.state.RunArrays;
import org.latticework.trainer.state.TrainingState;

/** The network on the driver: what rounds move, its moving average, and the best of that. */
final class DriverNetwork {
  private final ComputationGraph network;
  private final OuterStep outer;
  private final double smoothing;
  private MovingAverage average;
  private NetworkState best;

  /**
   * Takes a network at the beginning of a run.
   *
   * @param smoothing decay of the moving average at every step; 0 for none
   */
  DriverNetwork(ComputationGraph network, OuterStep outer, double smoothing) {
    this.network = network;
    this.outer = outer;
    this.smoothing = smoothing;
    this.best = NetworkState.parametersOf(network);
    this.average = new MovingAverage(smoothing, best);
  }

  ComputationGraph network() {
    return network;
  }

  /** Returns the steps that each worker has taken since the run began. */
  int steps() {
    return network.getConfiguration().getIterationCount();
  }

  /** A round is over. */
  void roundFinished(RoundMetrics round) {
    average.add(NetworkState.parametersOf(network), round.steps(), steps());
  }

  /** Asks something of the network as it is validated; it trains on as it was. */
  <T> T judged(Supplier<T> question) {
    NetworkState current = NetworkState.parametersOf(network);
    average.average().copyParametersTo(network);
    try {
      return question.get();
    } finally {
      current.copyParametersTo(network);
    }
  }

  /** Remembers the network as it is validated. */
  void keepBest() {
    best = average.average();
  }

  /** Leaves the best network. */
  void takeBest() {
    best.copyParametersTo(network);
  }

  RunArrays networks() {
    return new RunArrays(NetworkState.of(network), average.average(), best, outer.velocity());
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if it is of another network
   */
  void restore(TrainingState state) {
    RunArrays networks = state.networks();
    networks.current().copyTo(network);
    network.getConfiguration().setIterationCount(state.position().steps());
    network.getConfiguration().setEpochCount(state.position().epoch() - 1);
    average = new MovingAverage(smoothing, networks.average());
    best = networks.best();
    outer.restore(networks.velocity());
  }
}
