package org.latticework.trainer.measure;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.latticework.trainer.rows.RowMajor;
import org.latticework.trainer.task.Task;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds up the errors of the batches a network learns from, each taken before the step it causes and
 * without the noise of dropout. Edges that the step drops are missing in it: they were not encoded.
 * The score of Deeplearning4j is the loss, whatever that is, and some of weight decay.
 */
public final class ErrorListener extends BaseTrainingListener {
  private final Task task;
  private INDArray labels = Nd4j.empty();
  private double sum;

  /**
   * Makes a listener.
   *
   * @param task says what the error of a crystal is
   */
  public ErrorListener(Task task) {
    this.task = task;
  }

  /** Takes the labels of the batch to come, B × t; not copied. */
  public void expect(INDArray ofBatch) {
    labels = ofBatch;
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    ComputationGraph network = (ComputationGraph) model;
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    String last = network.getConfiguration().getVertexInputs().get(output).get(0);
    Layer layer = network.getLayer(output);
    INDArray outputs =
        activations.get(last).mmul(layer.getParam("W")).addiRowVector(layer.getParam("b"));
    double[] values = RowMajor.values(outputs);
    double[] expected = RowMajor.values(labels);
    outputs.close();
    int columns = labels.columns();
    double[] ofOutputs = new double[columns];
    double[] ofLabels = new double[columns];
    for (int start = 0; start < expected.length; start += columns) {
      System.arraycopy(values, start, ofOutputs, 0, columns);
      System.arraycopy(expected, start, ofLabels, 0, columns);
      sum += task.error(ofOutputs, ofLabels);
    }
  }

  /** Returns the sum of the errors of all crystals so far, as the task defines them. */
  public double sum() {
    return sum;
  }
}
