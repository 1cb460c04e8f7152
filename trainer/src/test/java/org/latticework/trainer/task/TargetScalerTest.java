package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetScalerTest {
  @Test
  void fitsMeanAndSampleStandardDeviation() {
    TargetScaler scaler = TargetScaler.fit(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
    assertThat(scaler.mean()).isEqualTo(5);
    assertThat(scaler.std()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
  }

  @Test
  void undoesItself() {
    TargetScaler scaler = new TargetScaler(-1.5, 0.25);
    assertThat(scaler.scale(-1.25)).isEqualTo(1);
    assertThat(scaler.unscale(1)).isEqualTo(-1.25);
    assertThat(TargetScaler.identity().scale(3.7)).isEqualTo(3.7);
    assertThat(TargetScaler.identity().unscale(3.7)).isEqualTo(3.7);
  }

  @Test
  void dependsOnTheTargetsButNotOnTheirOrder() {
    Random random = new Random(1);
    double[] targets = random.doubles(10_000, -1e3, 1e-3).toArray();
    TargetScaler scaler = TargetScaler.fit(targets);
    for (int k = targets.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      double kept = targets[k];
      targets[k] = targets[other];
      targets[other] = kept;
    }
    assertThat(TargetScaler.fit(targets)).isEqualTo(scaler);
  }

  @Test
  void agreesWithDecimalArithmeticWhereTargetsNearlyCancel() {
    double[] targets = new double[3001];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (i % 2 == 0 ? 1e9 : -1e9) + i * 1e-3;
      sum = sum.add(new BigDecimal(targets[i]));
    }
    double mean =
        sum.divide(BigDecimal.valueOf(targets.length), MathContext.DECIMAL64).doubleValue();
    // Kahan's bound is 2 ulp of the sum of magnitudes: 2 · 2⁻⁵³ · 1e9 a target.
    assertThat(TargetScaler.fit(targets).mean()).isCloseTo(mean, within(2.3e-7));
  }

  @Test
  void leavesEqualTargetsAndASingleOneUnscaled() {
    assertThat(TargetScaler.fit(new double[] {0.1, 0.1, 0.1}).std()).isEqualTo(1);
    assertThat(TargetScaler.fit(new double[] {7})).isEqualTo(new TargetScaler(7, 1));
  }

  @Test
  void refusesNoTargetsAndTargetsThatAreNotNumbers() {
    assertThatThrownBy(() -> TargetScaler.fit(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one target");
    assertThatThrownBy(() -> TargetScaler.fit(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new TargetScaler(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
