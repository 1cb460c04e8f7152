package org.latticework.trainer.program.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CouplingTest {
  private static final double ROUNDING = 1e-13;

  /** All three degrees up to 2 that couple, of even sum. */
  static Stream<Arguments> paths() {
    return IntStream.range(0, 27)
        .mapToObj(k -> new int[] {k / 9, k / 3 % 3, k % 3})
        .filter(l -> (l[0] + l[1] + l[2]) % 2 == 0)
        .filter(l -> l[2] <= l[0] + l[1] && l[2] >= Math.abs(l[0] - l[1]))
        .map(l -> Arguments.of(l[0], l[1], l[2]));
  }

  private static double[][][] tensor(int first, int second, int third) {
    double[][][] tensor = new double[2 * first + 1][2 * second + 1][2 * third + 1];
    for (Coupling.Element element : Coupling.elements(first, second, third)) {
      tensor[element.a()][element.b()][element.c()] = element.value();
    }
    return tensor;
  }

  @Test
  void thereAreElevenPaths() {
    assertThat(paths()).hasSize(11);
  }

  @Test
  void aScalarCouplesToTheSameByADelta() {
    for (int l = 0; l <= 2; l++) {
      double[][][] tensor = tensor(l, l, 0);
      for (int a = 0; a < 2 * l + 1; a++) {
        for (int b = 0; b < 2 * l + 1; b++) {
          double expected = a == b ? 1 / Math.sqrt(2 * l + 1) : 0;
          assertThat(tensor[a][b][0]).isCloseTo(expected, within(ROUNDING));
        }
      }
    }
  }

  /** Two vectors couple to the tensor x z, x y, …, of which each product has two equal parts. */
  @Test
  void twoVectorsCoupleToTheirTracelessProduct() {
    double[][][] tensor = tensor(1, 1, 2);
    double root = 1 / Math.sqrt(10);

    assertThat(tensor[0][2][0]).isCloseTo(root, within(ROUNDING)); // xz
    assertThat(tensor[2][0][0]).isCloseTo(root, within(ROUNDING));
    assertThat(tensor[0][1][1]).isCloseTo(root, within(ROUNDING)); // xy
    assertThat(tensor[1][1][2]).isCloseTo(2 * root / Math.sqrt(3), within(ROUNDING)); // y²
    assertThat(tensor[0][0][2]).isCloseTo(-root / Math.sqrt(3), within(ROUNDING));
    assertThat(tensor[2][2][4]).isCloseTo(root, within(ROUNDING)); // z² − x²
    assertThat(tensor[0][0][4]).isCloseTo(-root, within(ROUNDING));
    assertThat(tensor[1][1][4]).isZero();
  }

  /** Σ_ab C_abc C_abd = δ_cd / (2 l₃ + 1), as of Wigner's 3j symbols. */
  @ParameterizedTest
  @MethodSource("paths")
  void isOrthogonal(int first, int second, int third) {
    double[][][] tensor = tensor(first, second, third);
    int size = 2 * third + 1;
    for (int c = 0; c < size; c++) {
      for (int d = 0; d < size; d++) {
        double sum = 0;
        for (double[][] ofA : tensor) {
          for (double[] ofB : ofA) {
            sum += ofB[c] * ofB[d];
          }
        }
        assertThat(sum).isCloseTo(c == d ? 1.0 / size : 0, within(ROUNDING));
      }
    }
  }

  /** Of one direction, Y_a and Y_b couple to a multiple of Y_c: the tensor turns with space. */
  @ParameterizedTest
  @MethodSource("paths")
  void harmonicsOfOneDirectionCoupleToHarmonicsOfIt(int first, int second, int third) {
    double[][][] tensor = tensor(first, second, third);
    double[] ratios =
        Stream.of(new double[] {0.3, -0.5, 0.8}, new double[] {-2, 0.7, 0.1})
            .mapToDouble(
                r -> {
                  double[] one = new double[2 * first + 1];
                  double[] two = new double[2 * second + 1];
                  double[] three = new double[2 * third + 1];
                  SphericalHarmonics.evaluate(first, r[0], r[1], r[2], one);
                  SphericalHarmonics.evaluate(second, r[0], r[1], r[2], two);
                  SphericalHarmonics.evaluate(third, r[0], r[1], r[2], three);
                  double[] coupled = new double[three.length];
                  for (int a = 0; a < one.length; a++) {
                    for (int b = 0; b < two.length; b++) {
                      for (int c = 0; c < three.length; c++) {
                        coupled[c] += tensor[a][b][c] * one[a] * two[b];
                      }
                    }
                  }
                  double ratio = coupled[0] / three[0];
                  for (int c = 0; c < three.length; c++) {
                    assertThat(coupled[c]).isCloseTo(ratio * three[c], within(ROUNDING));
                  }
                  return ratio;
                })
            .toArray();
    assertThat(ratios[0]).isPositive().isCloseTo(ratios[1], within(ROUNDING));
  }
}
