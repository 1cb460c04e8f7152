package org.latticework.trainer.rows;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of one batch norm over d channels, each 1 × d: y = scale · (x − mean) / √(variance +
 * 1e-5) + shift. In training mean and variance are the batch's (divided by n), else the running
 * ones.
 *
 * <p>Where this holds gradients, those of mean and variance are what is to be subtracted from the
 * running values: 0.1 · (running − batch's), the variance divided by n − 1.
 *
 * @param scale γ
 * @param shift β
 * @param mean running mean
 * @param variance running variance
 */
public record NormParameters(INDArray scale, INDArray shift, INDArray mean, INDArray variance) {
  /** Added to variances. */
  public static final double EPSILON = 1e-5;

  /** Share of the batch in the new running values. */
  public static final double MOMENTUM = 0.1;

  /** Sets all to zero: the gradients where there was nothing to normalize. */
  public void clear() {
    scale.assign(0);
    shift.assign(0);
    mean.assign(0);
    variance.assign(0);
  }
}
