package org.latticework.trainer.round;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.executor.NetworkPool;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Deeplearning4j's worker, whose network comes as a {@link BroadcastNetwork}. */
class ShardTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<BroadcastNetwork> network;

  ShardTrainingWorker(Broadcast<BroadcastNetwork> network, WorkerConfiguration configuration) {
    super(null, true, configuration, null, null, null);
    this.network = network;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    return network.value().network();
  }

  /** Returns what the network began with. */
  NetworkState state() {
    return network.value().state();
  }

  /** Takes a step. */
  void learn(MultiDataSet batch, ComputationGraph graph) {
    processMinibatch(batch, graph, false);
  }

  /** Leaves a network that has learned to the next round of this process. */
  void rest(ComputationGraph graph) {
    NetworkPool.ofThisProcess().keep(network.value().training(), graph);
  }

  /** Frees the network on driver and workers. */
  void release() {
    network.destroy();
  }
}
