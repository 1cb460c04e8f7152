package org.latticework.trainer.network.cgcnn.gate;

import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.rows.NormParameters;

/**
 * A batch norm of d channels with running statistics: y = a x + b with a = γ / √(σ² + ε) and b = β
 * − a μ.
 */
final class RunningNorm {
  private final double[] slopes; // a
  private final double[] offsets; // b

  /** Loads the norm whose parameters' names begin so. */
  RunningNorm(String name, Parameters parameters) {
    float[] scale = parameters.values(name + "Scale");
    float[] shift = parameters.values(name + "Shift");
    float[] mean = parameters.values(name + "Mean");
    float[] variance = parameters.values(name + "Variance");
    slopes = new double[scale.length];
    offsets = new double[scale.length];
    for (int c = 0; c < scale.length; c++) {
      slopes[c] = scale[c] / Math.sqrt(variance[c] + NormParameters.EPSILON);
      offsets[c] = shift[c] - slopes[c] * mean[c];
    }
  }

  /** Returns y. */
  double of(int channel, double x) {
    return slopes[channel] * x + offsets[channel];
  }

  /** Returns Σ y of a number of values, of which Σ x is known. */
  double ofSum(int channel, double sum, int count) {
    return slopes[channel] * sum + count * offsets[channel];
  }
}
