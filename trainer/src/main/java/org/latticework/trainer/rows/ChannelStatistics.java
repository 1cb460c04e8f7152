package org.latticework.trainer.rows;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Mean and variance of d channels over n rows, each 1 × d.
 *
 * @param mean μ
 * @param variance σ², divided by n
 * @param count n
 */
public record ChannelStatistics(INDArray mean, INDArray variance, double count) {
  /**
   * Takes the rows out of their workspace: the backward pass reads them long after it is closed.
   */
  public ChannelStatistics {
    mean = mean.detach();
    variance = variance.detach();
  }

  /** Returns 1 / √(σ² + 1e-5), a new array. */
  public INDArray inverseDeviation() {
    return Transforms.sqrt(variance.add(NormParameters.EPSILON), false).rdivi(1);
  }

  /** Writes the steps of the running statistics, as {@link NormParameters} says. */
  public void writeSteps(NormParameters running, NormParameters gradients) {
    // One row has no variance; it would divide by zero.
    double unbiased = count / Math.max(count - 1, 1);
    gradients.mean().assign(running.mean().sub(mean).muli(NormParameters.MOMENTUM));
    gradients
        .variance()
        .assign(running.variance().sub(variance.mul(unbiased)).muli(NormParameters.MOMENTUM));
  }
}
