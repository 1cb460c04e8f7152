package org.latticework.trainer.training;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.latticework.trainer.optimizer.GradientClipping;

/** Deeplearning4j's worker, whose network comes as a {@link SentNetwork}. */
final class ShardTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SentNetwork> network;
  private final double maxGradientNorm;

  /**
   * Creates a worker.
   *
   * @param maxGradientNorm longer gradients are shortened to it; may be infinite
   */
  ShardTrainingWorker(
      Broadcast<SentNetwork> network, double maxGradientNorm, WorkerConfiguration configuration) {
    super(null, true, configuration, null, null, null);
    this.network = network;
    this.maxGradientNorm = maxGradientNorm;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    ComputationGraph graph = network.value().network();
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
