package org.latticework.trainer.round;

import java.util.BitSet;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.optimizer.GradientClipping;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sends a gradient from where it is computed to where the step is taken. */
final class GradientStep {
  private GradientStep() {}

  /**
   * Returns the gradient that a network has computed, as the mean over the crystals of its batch,
   * and the steps of its running statistics as they are.
   *
   * @param crystals of the batch; Deeplearning4j's gradient is the sum over them
   */
  static NetworkState gradient(ComputationGraph network, int crystals) {
    float[] gradient = network.getGradientsViewArray().toFloatVector();
    BitSet trained = TrainedParameters.of(network);
    for (int k = trained.nextSetBit(0); k >= 0; k = trained.nextSetBit(k + 1)) {
      gradient[k] /= crystals;
    }
    return NetworkState.of(gradient, new float[0]);
  }

  /**
   * Takes a step of the network's optimizer; steps are not counted here.
   *
   * @param gradient as {@link #gradient} returns it, or a mean of such
   * @param maxNorm bound of its norm; may be infinite
   */
  static void take(ComputationGraph network, NetworkState gradient, double maxNorm) {
    if (network.getGradientsViewArray() == null) { // of a network that has never learned here
      network.initGradientsView();
    }
    INDArray view = network.getGradientsViewArray();
    gradient.readParameters(view::assign);
    if (Double.isFinite(maxNorm)) {
      new GradientClipping(maxNorm).clip(network, 1);
    }
    network
        .getUpdater()
        .update(
            new DefaultGradient(view),
            network.getIterationCount(),
            network.getEpochCount(),
            1, // the mean over the batch already
            LayerWorkspaceMgr.noWorkspaces());
    network.params().subi(view.reshape(network.params().shape()));
  }
}
