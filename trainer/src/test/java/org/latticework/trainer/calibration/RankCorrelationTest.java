package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  /** Ranks 1, 2½, 2½, 4 and 2, 1, 3½, 3½: 2.25 / √(4.5 · 4.5). */
  @Test
  void sharesTheMiddleRankAmongEqualValues() {
    double[] left = {1, 2, 2, 4};
    double[] right = {3, 1, 5, 5};
    assertThat(RankCorrelation.of(left, right)).isEqualTo(0.5);
  }

  @Test
  void isOneWhereOneRisesWithTheOtherAndMinusOneWhereItFalls() {
    double[] left = {0.1, 5, 2, 1e9, 3};
    double[] squares = {0.01, 25, 4, 1e18, 9};
    double[] inverses = {10, 0.2, 0.5, 1e-9, 0.3};
    assertThat(RankCorrelation.of(left, squares)).isEqualTo(1);
    assertThat(RankCorrelation.of(left, inverses)).isEqualTo(-1);
  }

  /** Without equal values it is 1 − 6 Σ d² / (n (n² − 1)), d the difference of the ranks. */
  @Test
  void isTheClosedFormOfDistinctValues() {
    SplittableRandom random = new SplittableRandom(1);
    int n = 40;
    double[] left = random.doubles(n).toArray();
    double[] right = random.doubles(n).toArray();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = below(left, left[i]) - below(right, right[i]);
      squares += d * d;
    }
    assertThat(RankCorrelation.of(left, right))
        .isCloseTo(1 - 6 * squares / (n * (n * n - 1.0)), within(1e-14));
  }

  private static double below(double[] values, double value) {
    double count = 0;
    for (double other : values) {
      count += other < value ? 1 : 0;
    }
    return count;
  }

  @Test
  void isNotDefinedWhereOneSideIsConstant() {
    double[] constant = {2, 2, 2};
    double[] rising = {1, 2, 3};
    assertThat(RankCorrelation.of(constant, rising)).isNaN();
    assertThat(RankCorrelation.of(rising, constant)).isNaN();
    assertThat(RankCorrelation.of(new double[] {1}, new double[] {2})).isNaN();
  }
}
