package org.latticework.trainer.training;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.latticework.trainer.optimizer.GradientClipping;

/**
 * Deeplearning4j's worker, whose networks also know how many steps were taken before this round.
 *
 * <p>{@link ComputationGraphConfiguration#clone} forgets iteration and epoch, which would start
 * learning-rate schedules and Adam's bias correction anew in every round.
 */
final class ShardTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetBroadcastTuple> network;
  private final double maxGradientNorm;

  /**
   * Creates a worker.
   *
   * @param maxGradientNorm longer gradients are shortened to it; may be infinite
   */
  ShardTrainingWorker(
      Broadcast<NetBroadcastTuple> network,
      double maxGradientNorm,
      WorkerConfiguration configuration) {
    super(network, true, configuration, null, null, null);
    this.network = network;
    this.maxGradientNorm = maxGradientNorm;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    ComputationGraph graph = super.getInitialModelGraph();
    ComputationGraphConfiguration sent = network.value().getGraphConfiguration();
    graph.getConfiguration().setIterationCount(sent.getIterationCount());
    graph.getConfiguration().setEpochCount(sent.getEpochCount());
    if (Double.isFinite(maxGradientNorm)) {
      graph.addListeners(new GradientClipping(maxGradientNorm));
    }
    return graph;
  }

  /** Frees the network on driver and workers. */
  void release() {
    network.destroy();
  }
}
