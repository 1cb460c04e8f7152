package org.latticework.trainer.layer;

import org.latticework.trainer.memory.RowBuffers;
import org.latticework.trainer.rows.Softplus;
import org.nd4j.linalg.api.ndarray.INDArray;

/** softplus(x) = ln(1 + eˣ), finite for every finite x. */
public final class SoftplusActivation {
  private final String name;
  private final RowBuffers buffers;
  private INDArray exponential; // as x

  /**
   * Makes the layer.
   *
   * @param name tells its buffers from others'
   * @param buffers where its results lie; they say the type
   */
  public SoftplusActivation(String name, RowBuffers buffers) {
    this.name = name;
    this.buffers = buffers;
  }

  /**
   * Writes softplus(x) over x.
   *
   * @param x row-major
   * @return x
   */
  public INDArray forward(INDArray x) {
    exponential = buffers.matrix(name + " exponential", x.rows(), x.columns());
    Softplus.apply(x, exponential, scratch(x));
    return x;
  }

  /**
   * Writes ∂L/∂x over ∂L/∂softplus(x). To be called once after a forward pass.
   *
   * @return the gradient
   */
  public INDArray backward(INDArray gradient) {
    Softplus.slope(exponential, scratch(exponential));
    return gradient.muli(exponential);
  }

  private INDArray scratch(INDArray like) {
    return buffers.matrix("softplus scratch", like.rows(), like.columns());
  }
}
