package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RegressionMetricsTest {
  @Test
  void matchesTheTextbookExample() {
    // scikit-learn's documentation of r2_score: 0.948…
    RegressionMetrics metrics =
        RegressionMetrics.of(new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0.0, 2, 8});
    assertThat(metrics.count()).isEqualTo(4);
    assertThat(metrics.mae()).isEqualTo(0.5);
    assertThat(metrics.rmse()).isCloseTo(Math.sqrt(0.375), within(1e-15));
    assertThat(metrics.r2()).isCloseTo(0.9486081370449679, within(1e-15));
  }

  @Test
  void givesNoR2WhereAllTargetsAreEqual() {
    assertThat(RegressionMetrics.of(new double[] {1, 1}, new double[] {1, 2}).r2()).isNaN();
    double[] equal = new double[42];
    Arrays.fill(equal, -1.25); // of which the mean, as a sum of 42 parts, is another number
    assertThat(RegressionMetrics.of(equal, new double[42]).r2()).isNaN();
  }

  @Test
  void scoresTheMeanAsZero() {
    assertThat(RegressionMetrics.of(new double[] {1, 2, 3}, new double[] {2, 2, 2}).r2()).isZero();
  }

  @Test
  void refusesNothingAndUnequalCounts() {
    assertThatThrownBy(() -> RegressionMetrics.of(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RegressionMetrics.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 3 and 2");
  }
}
