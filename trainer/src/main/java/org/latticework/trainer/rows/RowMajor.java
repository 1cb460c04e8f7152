package org.latticework.trainer.rows;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operations on row-major matrices, written so that ND4J copies nothing.
 *
 * <p>ND4J multiplies column-major matrices fast and row-major ones up to ten times slower. A
 * row-major C = A B is the column-major Cᵀ = Bᵀ Aᵀ in the same memory, so all products here are of
 * transposed views.
 */
public final class RowMajor {
  private RowMajor() {}

  /** out = a b + keep · out, for a (m × k), b (k × n), out (m × n). */
  public static void multiply(INDArray a, INDArray b, INDArray out, double keep) {
    Nd4j.gemm(b.transpose(), a.transpose(), out.transpose(), false, false, 1, keep);
  }

  /** out = aᵀ b, for a (m × k), b (m × n), out (k × n). */
  public static void multiplyFirstTransposed(INDArray a, INDArray b, INDArray out) {
    multiplyFirstTransposed(a, b, out, 0);
  }

  /** out = aᵀ b + keep · out, for a (m × k), b (m × n), out (k × n). */
  public static void multiplyFirstTransposed(INDArray a, INDArray b, INDArray out, double keep) {
    Nd4j.gemm(b.transpose(), a.transpose(), out.transpose(), false, true, 1, keep);
  }

  /** out = a bᵀ + keep · out, for a (m × k), b (n × k), out (m × n). */
  public static void multiplySecondTransposed(INDArray a, INDArray b, INDArray out, double keep) {
    Nd4j.gemm(b.transpose(), a.transpose(), out.transpose(), true, false, 1, keep);
  }

  /** out (k × d) receives the rows of a table at k ≥ 1 indices. */
  public static void gather(INDArray table, int[] indices, INDArray out) {
    Nd4j.pullRows(table, out, 1, indices);
  }

  /**
   * Returns the view of some rows, {@code from} to {@code to} − 1.
   *
   * <p>Not through {@code INDArray.get}: it takes a view of a view for empty when its start lies
   * beyond the length of the outer view.
   */
  public static INDArray rows(INDArray matrix, long from, long to) {
    long columns = matrix.columns();
    return Nd4j.create(
        matrix.data(),
        new long[] {to - from, columns},
        new long[] {columns, 1},
        matrix.offset() + from * columns,
        'c');
  }

  /** Returns the view of some columns, {@code from} to {@code to} − 1, of a matrix without gaps. */
  public static INDArray columns(INDArray matrix, long from, long to) {
    return Nd4j.create(
        matrix.data(),
        new long[] {matrix.rows(), to - from},
        new long[] {matrix.columns(), 1},
        matrix.offset() + from,
        'c');
  }

  /** out (n × d) = each row of x times its number in a column (n × 1); out may be x. */
  public static void scaleRows(INDArray x, INDArray column, INDArray out) {
    Nd4j.exec(DynamicCustomOp.builder("multiply").addInputs(x, column).addOutputs(out).build());
  }

  /** Returns all numbers, row by row. */
  public static double[] values(INDArray matrix) {
    INDArray copy = matrix.dup('c');
    double[] values = copy.data().asDouble();
    if (copy.closeable()) {
      copy.close();
    }
    return values;
  }

  /** Returns the sum of the rows, 1 × d, a new array. */
  public static INDArray columnSums(INDArray matrix) {
    // As a product with a vector: ND4J's own sum over rows takes ten times as long.
    INDArray ones = Nd4j.ones(matrix.dataType(), matrix.rows());
    return matrix.transpose().mmul(ones).reshape('c', 1, matrix.columns());
  }
}
