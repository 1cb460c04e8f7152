package org.latticework.trainer.round;

import java.io.Serializable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.shard.Round;

/**
 * What workers that stay are told of their next round.
 *
 * @param round which batches
 * @param steps that the network has taken so far
 * @param state that the round begins with: parameters, and the optimizer's where workers take steps
 */
record RoundCall(Round round, int steps, NetworkState state) implements Serializable {

  /** Gives a worker's network what the round begins with. */
  void prepare(ComputationGraph network) {
    network.getConfiguration().setIterationCount(steps);
    state.copyParametersTo(network);
    state.copyUpdaterStateTo(network);
  }
}
