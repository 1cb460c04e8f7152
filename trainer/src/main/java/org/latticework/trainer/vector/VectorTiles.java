package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Dense matrix products in registers, of any number of rows and any number of whole vectors: C ← C
 * + A B in tiles of 4 rows and 4, 2 or 1 vectors, rows that are left over one by one. Each element
 * is one sum in the order of the depth, whichever tile it is in: it does not depend on other rows.
 */
public final class VectorTiles {
  private static final int ROWS = 4;
  private static final int WIDE = 4; // vectors

  // Element (row, depth) of the left factor is at row * rowStride + depth * depthStride.
  private final int rowStride;
  private final int depthStride;
  private final int rightStride;
  private final int outStride;
  private final int columns;

  /**
   * Describes the matrices.
   *
   * @param rowStride from one row of A to the next
   * @param depthStride from one column of A to the next
   * @param rightStride from one row of B to the next
   * @param outStride from one row of C to the next
   * @param columns of B and C: whole vectors
   */
  public VectorTiles(int rowStride, int depthStride, int rightStride, int outStride, int columns) {
    this.rowStride = rowStride;
    this.depthStride = depthStride;
    this.rightStride = rightStride;
    this.outStride = outStride;
    this.columns = columns;
  }

  /**
   * C ← C + A B.
   *
   * @param left where A begins
   * @param right where B begins
   * @param out where C begins
   * @param rows of A and C
   * @param depth columns of A, rows of B
   */
  public void add(
      float[] a, int left, float[] b, int right, float[] c, int out, int rows, int depth) {
    int whole = rows - rows % ROWS;
    for (int column = 0; column < columns; ) {
      int vectors = vectors(column);
      for (int row = 0; row < whole; row += ROWS) {
        int at = out + row * outStride + column;
        four(vectors, a, left + row * rowStride, b, right + column, depth, c, at);
      }
      for (int row = whole; row < rows; row++) {
        int at = out + row * outStride + column;
        one(vectors, a, left + row * rowStride, b, right + column, depth, c, at);
      }
      column += vectors * LANES;
    }
  }

  private int vectors(int column) {
    int left = (columns - column) / LANES;
    return left >= WIDE ? WIDE : left >= 2 ? 2 : 1;
  }

  private void four(
      int vectors, float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    switch (vectors) {
      case WIDE -> tile4x4(a, left, b, right, depth, c, out);
      case 2 -> tile4x2(a, left, b, right, depth, c, out);
      default -> tile4x1(a, left, b, right, depth, c, out);
    }
  }

  private void one(
      int vectors, float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    if (vectors == WIDE) {
      tile1x4(a, left, b, right, depth, c, out);
    } else {
      for (int k = 0; k < vectors * LANES; k += LANES) {
        tile1x1(a, left, b, right + k, depth, c, out + k);
      }
    }
  }

  private void tile4x4(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    int out1 = out + outStride;
    int out2 = out + 2 * outStride;
    int out3 = out + 3 * outStride;
    FloatVector c00 = load(c, out);
    FloatVector c01 = load(c, out + LANES);
    FloatVector c02 = load(c, out + 2 * LANES);
    FloatVector c03 = load(c, out + 3 * LANES);
    FloatVector c10 = load(c, out1);
    FloatVector c11 = load(c, out1 + LANES);
    FloatVector c12 = load(c, out1 + 2 * LANES);
    FloatVector c13 = load(c, out1 + 3 * LANES);
    FloatVector c20 = load(c, out2);
    FloatVector c21 = load(c, out2 + LANES);
    FloatVector c22 = load(c, out2 + 2 * LANES);
    FloatVector c23 = load(c, out2 + 3 * LANES);
    FloatVector c30 = load(c, out3);
    FloatVector c31 = load(c, out3 + LANES);
    FloatVector c32 = load(c, out3 + 2 * LANES);
    FloatVector c33 = load(c, out3 + 3 * LANES);
    int stride = rightStride;
    int step = rowStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row);
      FloatVector b1 = load(b, row + LANES);
      FloatVector b2 = load(b, row + 2 * LANES);
      FloatVector b3 = load(b, row + 3 * LANES);
      int at = left + k * next;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = FloatVector.broadcast(SPECIES, a[at + step]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(SPECIES, a[at + 2 * step]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(SPECIES, a[at + 3 * step]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
    }
    c00.intoArray(c, out);
    c01.intoArray(c, out + LANES);
    c02.intoArray(c, out + 2 * LANES);
    c03.intoArray(c, out + 3 * LANES);
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    c12.intoArray(c, out1 + 2 * LANES);
    c13.intoArray(c, out1 + 3 * LANES);
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    c22.intoArray(c, out2 + 2 * LANES);
    c23.intoArray(c, out2 + 3 * LANES);
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
    c32.intoArray(c, out3 + 2 * LANES);
    c33.intoArray(c, out3 + 3 * LANES);
  }

  private void tile4x2(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    int out1 = out + outStride;
    int out2 = out + 2 * outStride;
    int out3 = out + 3 * outStride;
    FloatVector c00 = load(c, out);
    FloatVector c01 = load(c, out + LANES);
    FloatVector c10 = load(c, out1);
    FloatVector c11 = load(c, out1 + LANES);
    FloatVector c20 = load(c, out2);
    FloatVector c21 = load(c, out2 + LANES);
    FloatVector c30 = load(c, out3);
    FloatVector c31 = load(c, out3 + LANES);
    int stride = rightStride;
    int step = rowStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row);
      FloatVector b1 = load(b, row + LANES);
      int at = left + k * next;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[at + step]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[at + 2 * step]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[at + 3 * step]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    c00.intoArray(c, out);
    c01.intoArray(c, out + LANES);
    c10.intoArray(c, out1);
    c11.intoArray(c, out1 + LANES);
    c20.intoArray(c, out2);
    c21.intoArray(c, out2 + LANES);
    c30.intoArray(c, out3);
    c31.intoArray(c, out3 + LANES);
  }

  private void tile4x1(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    int out1 = out + outStride;
    int out2 = out + 2 * outStride;
    int out3 = out + 3 * outStride;
    FloatVector c00 = load(c, out);
    FloatVector c10 = load(c, out1);
    FloatVector c20 = load(c, out2);
    FloatVector c30 = load(c, out3);
    int stride = rightStride;
    int step = rowStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row);
      int at = left + k * next;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
      x = FloatVector.broadcast(SPECIES, a[at + step]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(SPECIES, a[at + 2 * step]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(SPECIES, a[at + 3 * step]);
      c30 = x.fma(b0, c30);
    }
    c00.intoArray(c, out);
    c10.intoArray(c, out1);
    c20.intoArray(c, out2);
    c30.intoArray(c, out3);
  }

  private void tile1x4(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    FloatVector c00 = load(c, out);
    FloatVector c01 = load(c, out + LANES);
    FloatVector c02 = load(c, out + 2 * LANES);
    FloatVector c03 = load(c, out + 3 * LANES);
    int stride = rightStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row);
      FloatVector b1 = load(b, row + LANES);
      FloatVector b2 = load(b, row + 2 * LANES);
      FloatVector b3 = load(b, row + 3 * LANES);
      int at = left + k * next;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
    }
    c00.intoArray(c, out);
    c01.intoArray(c, out + LANES);
    c02.intoArray(c, out + 2 * LANES);
    c03.intoArray(c, out + 3 * LANES);
  }

  private void tile1x1(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    FloatVector c00 = load(c, out);
    int stride = rightStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row);
      int at = left + k * next;
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
    }
    c00.intoArray(c, out);
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
