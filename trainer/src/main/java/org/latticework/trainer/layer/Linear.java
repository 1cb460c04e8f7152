package org.latticework.trainer.layer;

import java.util.List;
import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.rows.RowMajor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** x W + b, with W inputs × outputs. */
public final class Linear {
  private final String name;
  private final RowBuffers buffers;
  private INDArray inputs; // n × inputs

  /**
   * Makes the layer.
   *
   * @param name its parameters are {@code name/weights} and {@code name/bias}
   * @param buffers where its results lie; they say the type
   */
  public Linear(String name, RowBuffers buffers) {
    this.name = name;
    this.buffers = buffers;
  }

  /** Returns its parameters. */
  public static List<Parameter> parameters(String name, int inputs, int outputs) {
    return List.of(
        Parameter.weights(name + "/weights", inputs, outputs),
        Parameter.bias(name + "/bias", inputs, outputs));
  }

  /**
   * Computes the layer.
   *
   * @param rows n × inputs; kept for the backward pass
   * @return n × outputs
   */
  public INDArray forward(INDArray rows, Weights weights) {
    INDArray map = weights.matrix(name + "/weights");
    inputs = rows;
    INDArray outputs = buffers.matrix(name + " outputs", rows.rows(), map.columns());
    RowMajor.multiply(rows, map, outputs, 0);
    return outputs.addiRowVector(weights.matrix(name + "/bias"));
  }

  /**
   * Goes back.
   *
   * @param gradient ∂L/∂outputs, n × outputs
   * @return ∂L/∂rows, n × inputs
   */
  public INDArray backward(INDArray gradient, Weights weights, Weights gradients) {
    RowMajor.multiplyFirstTransposed(inputs, gradient, gradients.matrix(name + "/weights"));
    gradients.matrix(name + "/bias").assign(RowMajor.columnSums(gradient));
    INDArray result = buffers.matrix(name + " gradient", inputs.rows(), inputs.columns());
    RowMajor.multiplySecondTransposed(gradient, weights.matrix(name + "/weights"), result, 0);
    return result;
  }
}
