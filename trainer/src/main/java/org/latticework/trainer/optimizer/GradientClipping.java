package org.latticework.trainer.optimizer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Shortens gradients whose Euclidean norm over the whole network exceeds a bound (Pascanu, Mikolov
 * and Bengio, ICML 2013); Deeplearning4j clips layer by layer only. Called between the backward
 * pass and the optimizer.
 *
 * <p>The norm is that of the mean over the batch, before weight decay. Parameters under {@code
 * NoOp} are running statistics, which move by what stands in the place of their gradient: they
 * neither count nor shrink, and no more does what is frozen.
 */
public final class GradientClipping extends BaseTrainingListener {
  private final double maxNorm;

  /**
   * Creates a listener.
   *
   * @param maxNorm bound of the norm; positive
   */
  public GradientClipping(double maxNorm) {
    this.maxNorm = maxNorm;
  }

  @Override
  public void onGradientCalculation(Model model) {
    ComputationGraph network = (ComputationGraph) model;
    clip(network, network.batchSize()); // Deeplearning4j divides by it after this
  }

  /**
   * Shortens the gradient that a network has computed.
   *
   * @param crystals by which it will be divided
   */
  public void clip(ComputationGraph network, int crystals) {
    List<INDArray> gradients = trained(network);
    double squares = 0;
    for (INDArray gradient : gradients) {
      double norm = gradient.norm2Number().doubleValue();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares) / crystals;
    if (norm > maxNorm) {
      gradients.forEach(gradient -> gradient.muli(maxNorm / norm));
    }
  }

  /** Returns views of the gradients of what the optimizer moves. */
  private static List<INDArray> trained(ComputationGraph network) {
    INDArray gradient = network.getGradientsViewArray();
    INDArray flat = gradient.reshape(gradient.length());
    BitSet places = TrainedParameters.of(network);
    List<INDArray> trained = new ArrayList<>();
    int start = places.nextSetBit(0);
    while (start >= 0) {
      int end = places.nextClearBit(start);
      trained.add(flat.get(NDArrayIndex.interval(start, end)));
      start = places.nextSetBit(end);
    }
    return trained;
  }
}
