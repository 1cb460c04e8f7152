package org.latticework.trainer.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SegmentSumTest {
  private static final int ROWS = 200;
  private static final int OWNERS = 9; // the last owns nothing
  private static final int COLUMNS = 5;

  private final Random random = new Random(1);
  private final SegmentSum rows = new SegmentSum();
  private final int[] owners = begin();

  private int[] begin() {
    rows.begin(2 * ROWS); // a longer batch before
    int[] places = rows.begin(ROWS);
    int[] drawn = random.ints(ROWS, 0, OWNERS - 1).toArray();
    System.arraycopy(drawn, 0, places, 0, ROWS);
    return drawn;
  }

  private INDArray matrix(DataType type, int count) {
    double[] values = random.doubles((long) count * COLUMNS, -1, 1).toArray();
    return Nd4j.createFromArray(values).castTo(type).reshape(count, COLUMNS);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void givesRowsWhatTheirOwnersHave(DataType type) {
    INDArray table = matrix(type, OWNERS);
    for (char order : new char[] {'c', 'f'}) { // in place, and by operations
      INDArray out = Nd4j.create(type, new long[] {ROWS, COLUMNS}, order);
      rows.spread(table, out);
      for (int i = 0; i < ROWS; i++) {
        for (int c = 0; c < COLUMNS; c++) {
          assertThat(out.getDouble(i, c)).isEqualTo(table.getDouble(owners[i], c));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void sumsRowsOverTheirOwners(DataType type) {
    INDArray values = matrix(type, ROWS);
    double[][] expected = new double[OWNERS][COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < COLUMNS; c++) {
        expected[owners[i]][c] += values.getDouble(i, c);
      }
    }
    INDArray inPlace = Nd4j.valueArrayOf(new long[] {OWNERS, COLUMNS}, 7, type);
    rows.sum(values, inPlace);
    INDArray byOperations = Nd4j.valueArrayOf(new long[] {OWNERS, COLUMNS}, 7, type);
    rows.sumByOperations(values, new int[0], byOperations);
    // Sums of some 25 numbers below 1, added in float by ND4J.
    double tolerance = type == DataType.FLOAT ? 1e-5 : 1e-13;
    for (int k = 0; k < OWNERS; k++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertThat(inPlace.getDouble(k, c)).isCloseTo(expected[k][c], within(tolerance));
        assertThat(byOperations.getDouble(k, c)).isCloseTo(expected[k][c], within(tolerance));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void countsARowAsOftenAsItStandsForOne(DataType type) {
    INDArray values = matrix(type, ROWS);
    int[] counts = IntStream.range(0, ROWS).map(i -> 1 + i % 3).toArray();
    double[][] expected = new double[OWNERS][COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < COLUMNS; c++) {
        expected[owners[i]][c] += (1 + i % 3) * values.getDouble(i, c);
      }
    }
    INDArray inPlace = Nd4j.valueArrayOf(new long[] {OWNERS, COLUMNS}, 7, type);
    rows.sum(values, counts, inPlace);
    INDArray byOperations = Nd4j.valueArrayOf(new long[] {OWNERS, COLUMNS}, 7, type);
    rows.sumByOperations(values, counts, byOperations);
    // Sums of some 25 numbers below 3, added in float by ND4J.
    double tolerance = type == DataType.FLOAT ? 3e-5 : 3e-13;
    for (int k = 0; k < OWNERS; k++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertThat(inPlace.getDouble(k, c)).isCloseTo(expected[k][c], within(tolerance));
        assertThat(byOperations.getDouble(k, c)).isCloseTo(expected[k][c], within(tolerance));
      }
    }
  }
}
