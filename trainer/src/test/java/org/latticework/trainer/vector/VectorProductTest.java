package org.latticework.trainer.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorProductTest {
  private static final int ROWS = 3 * VectorProduct.TILE_ROWS;
  private static final int COLUMNS = 2 * VectorProduct.TILE_COLUMNS;
  private static final int DEPTH = 100;

  private final Random random = new Random(1);

  @Test
  void multiplies() {
    float[] a = numbers(ROWS * DEPTH);
    float[] b = numbers(DEPTH * COLUMNS);
    float[] bias = numbers(COLUMNS);
    float[] c = numbers(ROWS * COLUMNS);
    VectorProduct.multiply(a, ROWS, DEPTH, b, COLUMNS, bias, c);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double expected = bias[j];
        for (int k = 0; k < DEPTH; k++) {
          expected += (double) a[i * DEPTH + k] * b[k * COLUMNS + j];
        }
        assertSum(c[i * COLUMNS + j], expected);
      }
    }
  }

  @Test
  void addsProductsWithATransposedFactor() {
    float[] a = numbers(DEPTH * ROWS);
    float[] b = numbers(DEPTH * COLUMNS);
    float[] before = numbers(ROWS * COLUMNS);
    float[] c = before.clone();
    VectorProduct.addTransposed(a, DEPTH, ROWS, b, COLUMNS, c);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double expected = before[i * COLUMNS + j];
        for (int k = 0; k < DEPTH; k++) {
          expected += (double) a[k * ROWS + i] * b[k * COLUMNS + j];
        }
        assertSum(c[i * COLUMNS + j], expected);
      }
    }
  }

  /** A sum of a hundred products near 1 wanders to ten, and rounds at every step. */
  private static void assertSum(float actual, double expected) {
    assertThat((double) actual).isCloseTo(expected, within(100 * (double) Math.ulp(10f) / 2));
  }

  private float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int k = 0; k < length; k++) {
      numbers[k] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
