package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {

  @Test
  void isTheErrorInUnitsOfTheDeviation() {
    assertThat(Score.of(1, 4, 2)).isEqualTo(1.5);
    assertThat(Score.of(4, 1, 2)).isEqualTo(1.5);
    assertThat(Score.of(4, 4, 2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0})
  void isInfiniteWithoutADeviationUnlessThePredictionIsTheTarget(double none) {
    assertThat(Score.of(1, 4, none)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Score.of(4, 4, none)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "1, NaN", "Infinity, 1", "1, -Infinity", "1e308, -1e308"})
  void refusesATargetOrPredictionThatIsNotFinite(double target, double prediction) {
    assertThatThrownBy(() -> Score.of(target, prediction, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got target=%s, prediction=%s".formatted(target, prediction));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoDeviation(double deviation) {
    assertThatThrownBy(() -> Score.of(1, 2, deviation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need a finite deviation >= 0, got deviation=" + deviation);
  }
}
