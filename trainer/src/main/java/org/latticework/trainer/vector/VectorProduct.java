package org.latticework.trainer.vector;

import static org.latticework.trainer.vector.VectorFunctions.LANES;
import static org.latticework.trainer.vector.VectorFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Dense matrix products in registers: tiles of 4 rows and {@link #TILE_COLUMNS} columns.
 *
 * <p>All matrices are row-major without gaps. Rows come in fours and columns in multiples of {@link
 * #TILE_COLUMNS}; who owns the buffers pads them.
 */
public final class VectorProduct {
  public static final int TILE_ROWS = 4;
  public static final int TILE_COLUMNS = 4 * LANES;
  private static final int DEPTH_BLOCK = 64;

  // Element (row, depth) of the left factor is at row * rowStride + depth * depthStride.
  private final int rowStride;
  private final int depthStride;
  private final int columns;

  /**
   * Describes the matrices of {@link #tile}.
   *
   * @param rowStride from one row of the left factor to the next
   * @param depthStride from one column of the left factor to the next
   * @param columns from one row of the right factor to the next, and of the product
   */
  public VectorProduct(int rowStride, int depthStride, int columns) {
    this.rowStride = rowStride;
    this.depthStride = depthStride;
    this.columns = columns;
  }

  /**
   * C ← rows of {@code start} + A B.
   *
   * @param a rows × depth
   * @param b depth × columns
   * @param start what every row begins with, one row
   * @param c rows × columns
   */
  public static void multiply(
      float[] a, int rows, int depth, float[] b, int columns, float[] start, float[] c) {
    VectorProduct product = new VectorProduct(depth, 1, columns);
    for (int column = 0; column < columns; column += TILE_COLUMNS) {
      for (int row = 0; row < rows; row += TILE_ROWS) {
        for (int i = row; i < row + TILE_ROWS; i++) {
          System.arraycopy(start, column, c, i * columns + column, TILE_COLUMNS);
        }
        product.tile(a, row * depth, b, column, depth, c, row * columns + column);
      }
    }
  }

  /** C ← C + Aᵀ B with A depth × rows, B depth × columns. */
  public static void addTransposed(
      float[] a, int depth, int rows, float[] b, int columns, float[] c) {
    VectorProduct product = new VectorProduct(1, rows, columns);
    for (int start = 0; start < depth; start += DEPTH_BLOCK) {
      int length = Math.min(DEPTH_BLOCK, depth - start);
      for (int column = 0; column < columns; column += TILE_COLUMNS) {
        for (int row = 0; row < rows; row += TILE_ROWS) {
          int left = start * rows + row;
          product.tile(a, left, b, start * columns + column, length, c, row * columns + column);
        }
      }
    }
  }

  /**
   * Adds A B to a tile of C. Longer than other methods: sixteen sums must stay in registers.
   *
   * @param left where the tile's first row begins in A
   * @param right where the tile's first column begins in B
   * @param out where the tile begins in C
   */
  public void tile(float[] a, int left, float[] b, int right, int depth, float[] c, int out) {
    FloatVector c00 = load(c, out, 0);
    FloatVector c01 = load(c, out, 1);
    FloatVector c02 = load(c, out, 2);
    FloatVector c03 = load(c, out, 3);
    int out1 = out + columns;
    FloatVector c10 = load(c, out1, 0);
    FloatVector c11 = load(c, out1, 1);
    FloatVector c12 = load(c, out1, 2);
    FloatVector c13 = load(c, out1, 3);
    int out2 = out1 + columns;
    FloatVector c20 = load(c, out2, 0);
    FloatVector c21 = load(c, out2, 1);
    FloatVector c22 = load(c, out2, 2);
    FloatVector c23 = load(c, out2, 3);
    int out3 = out2 + columns;
    FloatVector c30 = load(c, out3, 0);
    FloatVector c31 = load(c, out3, 1);
    FloatVector c32 = load(c, out3, 2);
    FloatVector c33 = load(c, out3, 3);
    int stride = columns;
    int step = rowStride;
    int next = depthStride;
    for (int k = 0; k < depth; k++) {
      int row = right + k * stride;
      FloatVector b0 = load(b, row, 0);
      FloatVector b1 = load(b, row, 1);
      FloatVector b2 = load(b, row, 2);
      FloatVector b3 = load(b, row, 3);
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

  private static FloatVector load(float[] array, int offset, int vector) {
    return FloatVector.fromArray(SPECIES, array, offset + vector * LANES);
  }
}
