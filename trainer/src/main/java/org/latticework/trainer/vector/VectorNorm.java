package org.latticework.trainer.vector;

/**
 * A batch norm of w channels, y = γ (x − μ) / √(σ² + ε) + β, as the two affine maps it comes down
 * to: y = {@link #multiplier} x + {@link #offset} forward, and backward
 *
 * <p>∂L/∂x = multiplier (g − Σg/n − x̂ Σ(g x̂)/n) = multiplier g + {@link #backOffset} + {@link
 * #backSlope} x, with g = ∂L/∂y and x̂ = (x − μ) / √(σ² + ε), as in Ioffe and Szegedy (2015). Of a
 * row that stands for m equal ones, g and ∂L/∂x are their sums: multiplier g + m ({@link
 * #backOffset} + {@link #backSlope} x).
 */
public final class VectorNorm {
  public final float[] scale; // γ
  public final float[] shift; // β
  public final double[] mean; // μ
  public final double[] variance; // σ², divided by n
  public final float[] multiplier;
  public final float[] offset;
  public final double[] scaleGradient; // ∂L/∂γ
  public final double[] shiftGradient; // ∂L/∂β
  public final float[] backOffset;
  public final float[] backSlope;
  private final double epsilon;

  public VectorNorm(int width, double epsilon) {
    this.epsilon = epsilon;
    this.scale = new float[width];
    this.shift = new float[width];
    this.mean = new double[width];
    this.variance = new double[width];
    this.multiplier = new float[width];
    this.offset = new float[width];
    this.scaleGradient = new double[width];
    this.shiftGradient = new double[width];
    this.backOffset = new float[width];
    this.backSlope = new float[width];
  }

  /** Takes over mean and variance. */
  public void adopt(VectorMoments moments) {
    System.arraycopy(moments.mean, 0, mean, 0, mean.length);
    System.arraycopy(moments.variance, 0, variance, 0, variance.length);
  }

  /** Measures mean and variance of the rows of x, one for each atom of a graph. */
  public void measure(VectorColumns columns, float[] x, TiledEdges graph) {
    columns.sum(x, graph.multiplicities, graph.atoms, mean);
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= graph.atomCount;
    }
    columns.deviations(x, graph.multiplicities, mean, graph.atoms, variance);
    for (int c = 0; c < mean.length; c++) {
      variance[c] /= graph.atomCount;
    }
  }

  /** Computes the forward map from γ, β, mean and variance. */
  public void prepare() {
    for (int c = 0; c < mean.length; c++) {
      double factor = scale[c] * inverseDeviation(c);
      multiplier[c] = (float) factor;
      offset[c] = (float) (shift[c] - mean[c] * factor);
    }
  }

  /**
   * Computes the backward map.
   *
   * @param gradients Σ g
   * @param moments Σ g (x − μ)
   * @param count n
   */
  public void prepareBackward(double[] gradients, double[] moments, double count) {
    for (int c = 0; c < mean.length; c++) {
      double inverse = inverseDeviation(c);
      shiftGradient[c] = gradients[c];
      scaleGradient[c] = moments[c] * inverse;
      double slope = -scale[c] * inverse * inverse * scaleGradient[c] / count;
      backSlope[c] = (float) slope;
      backOffset[c] = (float) (-scale[c] * inverse * gradients[c] / count - slope * mean[c]);
    }
  }

  private double inverseDeviation(int channel) {
    return 1 / Math.sqrt(variance[channel] + epsilon);
  }
}
