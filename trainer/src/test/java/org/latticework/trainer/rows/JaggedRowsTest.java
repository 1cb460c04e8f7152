package org.latticework.trainer.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class JaggedRowsTest {
  // Segments of 1, 3, 0 and 2 items.
  private final JaggedRows rows = JaggedRows.ofOffsets(new int[] {0, 1, 4, 4, 6});

  @Test
  void ranksTheLongestSegmentFirst() {
    assertThat(rows.segments()).containsExactly(1, 3, 0, 2);
    assertThat(rows.ranks()).containsExactly(2, 0, 3, 1);
    assertThat(rows.isInOrder()).isFalse();
  }

  @Test
  void laysBlocksOneAfterTheOther() {
    // first items of segments 1, 3, 0; second of 1, 3; third of 1
    assertThat(rows.items()).containsExactly(1, 4, 0, 2, 5, 3);
  }

  @Test
  void keepsTheOrderOfEqualSegments() {
    JaggedRows equal = JaggedRows.ofOffsets(new int[] {0, 2, 4, 6});

    assertThat(equal.isInOrder()).isTrue();
    assertThat(equal.items()).containsExactly(0, 2, 4, 1, 3, 5);
  }

  @Test
  void groupsItemsThatAreNotInOrder() {
    JaggedRows grouped = JaggedRows.ofSegments(new int[] {2, 0, 2, 2}, 3);

    assertThat(grouped.segments()).containsExactly(2, 0, 1);
    assertThat(grouped.items()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void sumsSegmentsAndSpreadsThemAgain() {
    INDArray values =
        Nd4j.createFromArray(new double[][] {{1, 10}, {2, 20}, {4, 40}, {8, 80}, {16, 0}, {32, 0}});
    INDArray ordered = Nd4j.create(DataType.DOUBLE, 6, 2);
    RowMajor.gather(values, rows.items(), ordered);
    INDArray sums = Nd4j.valueArrayOf(new long[] {4, 2}, 99.0, DataType.DOUBLE);

    rows.sum(ordered, sums);

    // by rank: segment 1 with items 1, 2, 3; segment 3 with 4, 5; segment 0 with 0; segment 2
    assertThat(sums.toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{14, 140}, {48, 0}, {1, 10}, {0, 0}});

    ordered.assign(0);
    rows.spread(sums, ordered);

    assertThat(ordered.getColumn(0).toDoubleVector()).containsExactly(14, 48, 1, 14, 48, 14);
  }

  @Test
  void knowsNoRowsAtAll() {
    JaggedRows none = JaggedRows.ofOffsets(new int[] {0, 0, 0});
    INDArray sums = Nd4j.ones(DataType.DOUBLE, 2, 3);

    none.sum(Nd4j.empty(DataType.DOUBLE), sums);

    assertThat(sums.sumNumber().doubleValue()).isZero();
  }
}
