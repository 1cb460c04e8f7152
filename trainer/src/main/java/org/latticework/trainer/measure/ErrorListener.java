package org.latticework.trainer.measure;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds up the absolute errors of the batches a network learns from, each taken before the step it
 * causes and without the noise of dropout. The score of Deeplearning4j is the loss, whatever that
 * is, and some of weight decay.
 *
 * <p>For networks that end in a linear layer.
 */
public final class ErrorListener extends BaseTrainingListener {
  private INDArray targets = Nd4j.empty();
  private double sum;

  /** Takes the targets of the batch to come, B × 1; not copied. */
  public void expect(INDArray labels) {
    targets = labels;
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    ComputationGraph network = (ComputationGraph) model;
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    String last = network.getConfiguration().getVertexInputs().get(output).get(0);
    Layer layer = network.getLayer(output);
    INDArray errors =
        activations.get(last).mmul(layer.getParam("W")).addiRowVector(layer.getParam("b"));
    sum += errors.subi(targets).norm1Number().doubleValue();
    errors.close();
  }

  /** Returns Σ |prediction − target| over all crystals so far, on the network's scale. */
  public double sum() {
    return sum;
  }
}
