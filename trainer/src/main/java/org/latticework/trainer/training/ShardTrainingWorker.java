package org.latticework.trainer.training;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;

/**
 * Deeplearning4j's worker, whose networks also know how many steps were taken before this round.
 *
 * <p>{@link ComputationGraphConfiguration#clone} forgets iteration and epoch, which would start
 * learning-rate schedules and Adam's bias correction anew in every round.
 */
final class ShardTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetBroadcastTuple> network;

  ShardTrainingWorker(Broadcast<NetBroadcastTuple> network, WorkerConfiguration configuration) {
    super(network, true, configuration, null, null, null);
    this.network = network;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    ComputationGraph graph = super.getInitialModelGraph();
    ComputationGraphConfiguration sent = network.value().getGraphConfiguration();
    graph.getConfiguration().setIterationCount(sent.getIterationCount());
    graph.getConfiguration().setEpochCount(sent.getEpochCount());
    return graph;
  }

  /** Frees the network on driver and workers. */
  void release() {
    network.destroy();
  }
}
