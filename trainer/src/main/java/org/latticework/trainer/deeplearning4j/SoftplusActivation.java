package org.latticework.trainer.deeplearning4j;

import org.latticework.trainer.rows.Softplus;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * softplus(x) = ln(1 + eˣ) for layers of Deeplearning4j, whose own is infinite from x = 89 on in
 * float, with a gradient that is no number. A network that has seen batches of one atom reaches
 * that: the variances its norms have learned are then near zero.
 */
public final class SoftplusActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  /** Writes softplus(x) over x. */
  @Override
  public INDArray getActivation(INDArray x, boolean training) {
    Softplus.apply(x, x.ulike(), x.ulike());
    return x;
  }

  /** Writes ∂L/∂x = ∂L/∂y · eˣ / (1 + eˣ) over ∂L/∂y, and changes x. */
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray x, INDArray gradient) {
    INDArray slope = x.ulike();
    INDArray scratch = x.ulike();
    Softplus.apply(x, slope, scratch);
    Softplus.slope(slope, scratch);
    return new Pair<>(gradient.muli(slope), null);
  }

  @Override
  public String toString() {
    return "softplus";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftplusActivation;
  }

  @Override
  public int hashCode() {
    return SoftplusActivation.class.hashCode();
  }
}
