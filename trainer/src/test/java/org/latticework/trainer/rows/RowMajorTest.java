package org.latticework.trainer.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RowMajorTest {
  private final INDArray a = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}, {5, 6}});
  private final INDArray b = Nd4j.createFromArray(new double[][] {{1, 0, 2}, {0, 1, 3}});

  @Test
  void multipliesRowMajorMatricesInAllWays() {
    INDArray product = Nd4j.ones(DataType.DOUBLE, 3, 3);
    RowMajor.multiply(a, b, product, 0);
    assertThat(product.toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{1, 2, 8}, {3, 4, 18}, {5, 6, 28}});

    RowMajor.multiply(a, b, product, 1);
    assertThat(product.getDouble(2, 2)).isEqualTo(56);

    INDArray inner = Nd4j.ones(DataType.DOUBLE, 2, 2);
    RowMajor.multiplyFirstTransposed(a, a, inner);
    assertThat(inner.toDoubleMatrix()).isDeepEqualTo(new double[][] {{35, 44}, {44, 56}});

    RowMajor.multiplySecondTransposed(b, b, inner, 1);
    assertThat(inner.toDoubleMatrix()).isDeepEqualTo(new double[][] {{40, 50}, {50, 66}});
  }

  @Test
  void multipliesSingleRowsAndColumns() {
    INDArray row = Nd4j.createFromArray(new double[][] {{2, 3}});
    INDArray column = Nd4j.createFromArray(new double[][] {{5}, {7}});
    INDArray outer = Nd4j.create(DataType.DOUBLE, 2, 2);
    INDArray inner = Nd4j.create(DataType.DOUBLE, 1, 1);

    RowMajor.multiply(column, row, outer, 0);
    RowMajor.multiply(row, column, inner, 0);

    assertThat(outer.toDoubleMatrix()).isDeepEqualTo(new double[][] {{10, 15}, {14, 21}});
    assertThat(inner.getDouble(0, 0)).isEqualTo(31);
  }

  @Test
  void cutsRowsOfAViewThatBeginsFarIntoItsBuffer() {
    INDArray buffer = Nd4j.arange(100).castTo(DataType.DOUBLE);
    INDArray view = buffer.get(NDArrayIndex.interval(40, 60)).reshape('c', 10, 2);

    // 40 + 16 lies beyond the view's length of 20, where INDArray.get finds nothing.
    assertThat(RowMajor.rows(view, 8, 10).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{56, 57}, {58, 59}});
  }

  @Test
  void sumsColumns() {
    assertThat(RowMajor.columnSums(a).toDoubleMatrix()).isDeepEqualTo(new double[][] {{9, 12}});
  }
}
