package org.latticework.trainer.program.vector.kernel;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over rows, in float over some hundred of them and in double over all, so that rounding
 * errors do not grow with their number.
 */
public final class ColumnSums {
  private static final int BLOCK = 256; // rows

  private final int width; // whole vectors
  private final float[] part;
  private final float[] center;
  private final double[] total;

  public ColumnSums(int width) {
    this.width = width;
    this.part = new float[width];
    this.center = new float[width];
    this.total = new double[width];
  }

  /** Begins with zeros. */
  public void clear() {
    Arrays.fill(total, 0);
  }

  /** Returns the sums so far. */
  public double[] total() {
    return total;
  }

  /** Adds the sum of rows. */
  public void add(float[] x, int at, int stride, int rows) {
    for (int from = 0; from < rows; from += BLOCK) {
      int block = Math.min(BLOCK, rows - from);
      for (int c = 0; c < width; c += LANES) {
        FloatVector sum = Loops.load(x, at + from * stride + c);
        for (int r = 1; r < block; r++) {
          sum = sum.add(Loops.load(x, at + (from + r) * stride + c));
        }
        sum.intoArray(part, c);
      }
      flush();
    }
  }

  /** Adds Σ c_r x_r, where the r-th coefficient is that of the r-th row. */
  public void addWeighted(
      float[] x, int at, int stride, float[] coefficients, int first, int rows) {
    for (int from = 0; from < rows; from += BLOCK) {
      int block = Math.min(BLOCK, rows - from);
      for (int c = 0; c < width; c += LANES) {
        FloatVector sum = Loops.load(x, at + from * stride + c).mul(coefficients[first + from]);
        for (int r = from + 1; r < from + block; r++) {
          sum = sum.add(Loops.load(x, at + r * stride + c).mul(coefficients[first + r]));
        }
        sum.intoArray(part, c);
      }
      flush();
    }
  }

  /** Adds Σ c_r (x_r − center)². */
  public void addSquares(
      float[] x, int at, int stride, double[] mean, float[] coefficients, int rows) {
    center(mean);
    for (int from = 0; from < rows; from += BLOCK) {
      int block = Math.min(BLOCK, rows - from);
      for (int c = 0; c < width; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int r = from; r < from + block; r++) {
          FloatVector off = Loops.load(x, at + r * stride + c).sub(Loops.load(center, c));
          sum = sum.add(off.mul(coefficients[r]).mul(off));
        }
        sum.intoArray(part, c);
      }
      flush();
    }
  }

  /** Adds Σ (x_r − center) y_r. */
  public void addProducts(
      float[] x, int at, float[] y, int of, int stride, double[] mean, int rows) {
    center(mean);
    for (int from = 0; from < rows; from += BLOCK) {
      int block = Math.min(BLOCK, rows - from);
      for (int c = 0; c < width; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int r = from; r < from + block; r++) {
          FloatVector off = Loops.load(x, at + r * stride + c).sub(Loops.load(center, c));
          sum = sum.add(off.mul(Loops.load(y, of + r * stride + c)));
        }
        sum.intoArray(part, c);
      }
      flush();
    }
  }

  private void center(double[] mean) {
    for (int c = 0; c < width; c++) {
      center[c] = (float) mean[c];
    }
  }

  private void flush() {
    for (int c = 0; c < width; c++) {
      total[c] += part[c];
    }
  }
}
