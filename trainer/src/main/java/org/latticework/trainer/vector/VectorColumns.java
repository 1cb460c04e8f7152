package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over the rows of matrices with w columns: in float over 64 rows, in double over all, so that
 * rounding errors do not grow with their number.
 */
public final class VectorColumns {
  private static final int ROWS = 64;

  private final float[] part; // w
  private final float[] center; // w

  public VectorColumns(int width) {
    this.part = new float[width];
    this.center = new float[width];
  }

  /** out ← Σ x_i. */
  public void sum(float[] x, int rows, double[] out) {
    sum(x, rows, part.length, out);
  }

  /** out ← Σ x_i, of the first w columns of longer rows. */
  public void sum(float[] x, int rows, int stride, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < rows; i++) {
      add(x, i * stride, 1);
      flush(i, rows, out);
    }
  }

  /** out ← Σ count_i x_i. */
  public void sum(float[] x, int[] counts, int rows, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < rows; i++) {
      add(x, i * part.length, counts[i]);
      flush(i, rows, out);
    }
  }

  /** out ← Σ count_i (x_i − shift)². */
  void deviations(float[] x, int[] counts, double[] shift, int rows, double[] out) {
    Arrays.fill(out, 0);
    center(shift);
    for (int i = 0; i < rows; i++) {
      addSquares(x, i * part.length, 1, counts[i]);
      flush(i, rows, out);
    }
  }

  /** out ← Σ m_i degree_i (x_i / degree_i − shift)², where x_i is a sum over an atom's edges. */
  void deviationsByDegree(float[] x, TiledEdges graph, double[] shift, double[] out) {
    Arrays.fill(out, 0);
    center(shift);
    for (int i = 0; i < graph.atoms; i++) {
      int degree = graph.degrees[i];
      if (degree > 0) {
        float pairs = (float) degree * graph.multiplicities[i];
        addSquares(x, i * part.length, 1f / degree, pairs);
      }
      flush(i, graph.atoms, out);
    }
  }

  /** out ← Σ (x_i − shift) y_i. */
  public void products(float[] x, double[] shift, float[] y, int rows, double[] out) {
    Arrays.fill(out, 0);
    center(shift);
    for (int i = 0; i < rows; i++) {
      addProducts(x, 1, y, i * part.length);
      flush(i, rows, out);
    }
  }

  /** out ← Σ (x_i − degree_i shift) y_i. */
  public void productsByDegree(
      float[] x, TiledEdges graph, double[] shift, float[] y, double[] out) {
    Arrays.fill(out, 0);
    center(shift);
    for (int i = 0; i < graph.atoms; i++) {
      addProducts(x, graph.degrees[i], y, i * part.length);
      flush(i, graph.atoms, out);
    }
  }

  private void add(float[] x, int row, float weight) {
    for (int c = 0; c < part.length; c += LANES) {
      load(part, c).add(load(x, row + c).mul(weight)).intoArray(part, c);
    }
  }

  private void addSquares(float[] x, int row, float scale, float weight) {
    for (int c = 0; c < part.length; c += LANES) {
      FloatVector difference = load(x, row + c).mul(scale).sub(load(center, c));
      load(part, c).add(difference.mul(weight).mul(difference)).intoArray(part, c);
    }
  }

  private void addProducts(float[] x, float weight, float[] y, int row) {
    for (int c = 0; c < part.length; c += LANES) {
      FloatVector difference = load(x, row + c).sub(load(center, c).mul(weight));
      load(part, c).add(difference.mul(load(y, row + c))).intoArray(part, c);
    }
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }

  private void center(double[] shift) {
    for (int c = 0; c < center.length; c++) {
      center[c] = (float) shift[c];
    }
  }

  private void flush(int row, int rows, double[] out) {
    if (row % ROWS == ROWS - 1 || row == rows - 1) {
      for (int c = 0; c < part.length; c++) {
        out[c] += part[c];
        part[c] = 0;
      }
    }
  }
}
