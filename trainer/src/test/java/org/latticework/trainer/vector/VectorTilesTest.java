package org.latticework.trainer.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorTilesTest {
  private static final int DEPTH = 37;

  private final Random random = new Random(1);

  /** Rows that fill tiles and others; one, two, three, four and seven vectors. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 2", "4, 3", "6, 4", "9, 7"})
  void addsProducts(int rows, int vectors) {
    int columns = vectors * VectorFunctions.LANES;
    int stride = columns + VectorFunctions.LANES;
    float[] a = numbers(rows * DEPTH);
    float[] b = numbers(DEPTH * columns);
    float[] before = numbers(rows * stride);
    float[] c = before.clone();
    new VectorTiles(DEPTH, 1, columns, stride, columns).add(a, 0, b, 0, c, 0, rows, DEPTH);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < stride; j++) {
        double expected = before[i * stride + j];
        for (int k = 0; k < DEPTH && j < columns; k++) {
          expected += (double) a[i * DEPTH + k] * b[k * columns + j];
        }
        // A sum of 37 products near 1 stays below 32 and rounds at every step.
        assertThat((double) c[i * stride + j])
            .isCloseTo(expected, within(DEPTH * (double) Math.ulp(16f) / 2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "5"})
  void aRowDependsOnNoOther(int vectors) {
    int columns = vectors * VectorFunctions.LANES;
    int rows = 11;
    float[] a = numbers(rows * DEPTH);
    float[] b = numbers(DEPTH * columns);
    VectorTiles tiles = new VectorTiles(DEPTH, 1, columns, columns, columns);
    float[] together = new float[rows * columns];
    tiles.add(a, 0, b, 0, together, 0, rows, DEPTH);
    float[] alone = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      tiles.add(a, i * DEPTH, b, 0, alone, i * columns, 1, DEPTH);
    }
    assertThat(Arrays.equals(alone, together)).isTrue();
  }

  private float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int k = 0; k < length; k++) {
      numbers[k] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
