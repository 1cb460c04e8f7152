package org.latticework.trainer.round;

import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.latticework.trainer.executor.NetworkPool;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.RegularizedParameters;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Deeplearning4j's worker, whose network comes as a {@link BroadcastNetwork}. */
class ShardTrainingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<BroadcastNetwork> network;
  private final Averaged averaged;
  private final double maxGradientNorm;

  /**
   * Creates a worker.
   *
   * @param averaged what is wanted of it
   * @param maxGradientNorm where it takes steps, longer gradients are shortened to it; may be
   *     infinite
   */
  ShardTrainingWorker(
      Broadcast<BroadcastNetwork> network,
      Averaged averaged,
      double maxGradientNorm,
      WorkerConfiguration configuration) {
    super(null, true, configuration, null, null, null);
    this.network = network;
    this.averaged = averaged;
    this.maxGradientNorm = maxGradientNorm;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    ComputationGraph graph = network.value().network();
    RegularizedParameters.only(graph);
    if (averaged == Averaged.PARAMETERS && Double.isFinite(maxGradientNorm)) {
      graph.addListeners(new GradientClipping(maxGradientNorm));
    }
    return graph;
  }

  /** Takes a step, or computes the gradient of one. */
  void learn(MultiDataSet batch, ComputationGraph graph) {
    if (averaged == Averaged.PARAMETERS) {
      processMinibatch(batch, graph, false);
    } else {
      graph.setInputs(batch.getFeatures());
      graph.setLabels(batch.getLabels());
      graph.computeGradientAndScore();
    }
  }

  /**
   * Returns whether the optimizer's state is finite after a step. Where parameters are not, the
   * error of the next batch tells.
   */
  boolean isFinite(ComputationGraph graph) {
    INDArray state = graph.getUpdater().getStateViewArray();
    return averaged == Averaged.GRADIENTS
        || state == null
        || Double.isFinite(state.sumNumber().doubleValue());
  }

  /**
   * Returns what is to be averaged.
   *
   * @param crystals that it has learned from
   */
  NetworkState outcome(ComputationGraph graph, int crystals) {
    return averaged == Averaged.PARAMETERS
        ? NetworkState.of(graph)
        : GradientStep.gradient(graph, crystals);
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
