package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import jdk.incubator.vector.FloatVector;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.vector.kernel.ColumnSums;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * scale (x − mean) / √(variance + ε) + shift. In training, mean and variance are those of all rows:
 * it looks at them before it computes any. Back, it adds what the sums over all rows bring when it
 * has been through them. With g = ∂L/∂out and x̂ = (x − mean) / √(variance + ε), both of rows that
 * stand for c equal ones,
 *
 * <p>∂L/∂x = scale / √(variance + ε) (g − c (Σ g + x̂ Σ g x̂) / Σ c), Ioffe and Szegedy (2015).
 */
public final class BatchNormKernel implements Kernel {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Input x;
  private final Output out;
  private final Variable scale;
  private final Variable shift;
  private final Variable runningMean;
  private final Variable runningVariance;
  private final Topology topology;
  private final Domain domain;
  private final ColumnSums sums;
  private final double[] mean;
  private final double[] variance;
  private final float[] multiplier;
  private final float[] offset;
  private final float[] slope;
  private boolean measures;
  private double count; // Σ c
  private final ColumnSums products; // Σ (x − mean) g
  private int firstRow;
  private int allRows;

  /**
   * Makes a kernel.
   *
   * @param variables scale, shift, mean, variance
   */
  public BatchNormKernel(
      Input x, Output out, Topology topology, Domain domain, Variable... variables) {
    int width = x.value.padded;
    this.x = x;
    this.out = out;
    this.topology = topology;
    this.domain = domain;
    this.scale = variables[0];
    this.shift = variables[1];
    this.runningMean = variables[2];
    this.runningVariance = variables[3];
    this.sums = new ColumnSums(width);
    this.products = new ColumnSums(width);
    this.mean = new double[width];
    this.variance = new double[width];
    this.multiplier = new float[width];
    this.offset = new float[width];
    this.slope = new float[width];
  }

  @Override
  public void begin(boolean training) {
    measures = training && (x.wanted() || scale.learns() || shift.learns());
  }

  @Override
  public void beginForward(int first, int rows) {
    firstRow = first;
    allRows = rows;
    if (measures) {
      measure(first, rows);
    } else {
      for (int c = 0; c < scale.columns; c++) {
        mean[c] = runningMean.values[c];
        variance[c] = runningVariance.values[c];
      }
    }
    for (int c = 0; c < scale.columns; c++) {
      double factor = scale.values[c] / Math.sqrt(variance[c] + EPSILON);
      multiplier[c] = (float) factor;
      offset[c] = (float) (shift.values[c] - mean[c] * factor);
    }
  }

  @Override
  public void forward(int first, int rows) {
    Rows in = x.value;
    Rows result = out.value();
    for (int row = first; row < first + rows; row++) {
      for (int k = 0; k < in.stride; k += LANES) {
        FloatVector scaled = Loops.load(in.data, in.at(row) + k).mul(Loops.load(multiplier, k));
        scaled.add(Loops.load(offset, k)).intoArray(result.data, result.at(row) + k);
      }
    }
  }

  private void measure(int first, int rows) {
    Rows in = x.value;
    float[] copies = topology.copies(domain);
    count = 0;
    for (int row = first; row < first + rows; row++) {
      count += copies[row];
    }
    double divisor = Math.max(1, count);
    sums.clear();
    sums.addWeighted(in.data, in.at(first), in.stride, copies, first, rows);
    for (int c = 0; c < mean.length; c++) {
      mean[c] = sums.total()[c] / divisor;
    }
    sums.clear();
    sums.addSquares(in.data, in.at(first), in.stride, mean, copies, rows);
    // One row has no unbiased variance; it would divide by zero.
    double unbiased = count / Math.max(count - 1, 1);
    for (int c = 0; c < scale.columns; c++) {
      variance[c] = sums.total()[c] / divisor;
      boolean known = count > 0;
      runningMean.gradient[c] = known ? MOMENTUM * (runningMean.values[c] - mean[c]) : 0;
      runningVariance.gradient[c] =
          known ? MOMENTUM * (runningVariance.values[c] - unbiased * variance[c]) : 0;
    }
  }

  @Override
  public void beginBackward() {
    sums.clear();
    products.clear();
  }

  @Override
  public void backward(int first, int rows) {
    Rows in = x.value;
    Rows g = out.gradient();
    sums.add(g.data, g.at(first), g.stride, rows);
    products.addProducts(in.data, in.at(first), g.data, g.at(first), in.stride, mean, rows);
    if (x.wanted()) {
      for (int row = first; row < first + rows; row++) {
        for (int k = 0; k < in.stride; k += LANES) {
          FloatVector own = Loops.load(g.data, g.at(row) + k).mul(Loops.load(multiplier, k));
          Loops.put(own, x.gradient.data, x.gradient.at(row) + k, x.adds());
        }
      }
    }
  }

  @Override
  public void endBackward() {
    for (int c = 0; c < scale.columns; c++) {
      double sum = sums.total()[c];
      double inverse = 1 / Math.sqrt(variance[c] + EPSILON);
      double moment = products.total()[c] * inverse;
      if (scale.learns()) {
        scale.gradient[c] += moment;
      }
      if (shift.learns()) {
        shift.gradient[c] += sum;
      }
      double back = -scale.values[c] * inverse * inverse * moment / Math.max(1, count);
      slope[c] = (float) back;
      offset[c] = (float) (-scale.values[c] * inverse * sum / Math.max(1, count) - back * mean[c]);
    }
    if (x.wanted()) {
      addMoments();
    }
  }

  /** Adds what comes of mean and variance, which every row has a part in. */
  private void addMoments() {
    Rows in = x.value;
    Rows to = x.gradient;
    float[] copies = topology.copies(domain);
    for (int row = firstRow; row < firstRow + allRows; row++) {
      float c = copies[row];
      for (int k = 0; k < in.stride; k += LANES) {
        FloatVector affine =
            Loops.load(in.data, in.at(row) + k)
                .mul(Loops.load(slope, k))
                .add(Loops.load(offset, k));
        Loops.put(affine.mul(c), to.data, to.at(row) + k, true);
      }
    }
  }
}
