package org.latticework.trainer.rows;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many rows each of the n rows of a matrix stands for.
 *
 * @param column n × 1; empty where each stands for itself
 * @param total their sum
 */
public record RowCounts(Optional<INDArray> column, double total) {
  /** Returns Σ count_i x_i of n × d rows, 1 × d, a new array. */
  public INDArray sums(INDArray x) {
    if (column.isEmpty()) {
      return RowMajor.columnSums(x);
    }
    INDArray sums = Nd4j.createUninitialized(x.dataType(), 1, x.columns());
    RowMajor.multiplyFirstTransposed(column.get(), x, sums);
    return sums;
  }

  /** Multiplies each row by its count. */
  void scale(INDArray x) {
    column.ifPresent(x::muliColumnVector);
  }
}
