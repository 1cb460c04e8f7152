package org.latticework.jobs.matbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldScoresTest {
  @Test
  void scoresAsMatbenchDoes() {
    Map<String, Double> values =
        Map.of("a", 2.0, "b", -4.0, "c", 0.0, "d", 1e-5, "e", Double.NaN, "f", 100.0);
    Map<String, Double> predictions = Map.of("a", 1.0, "b", -1.0, "c", 2.0, "d", 1e-5, "e", 9.0);
    FoldScores scores = FoldScores.of(values, predictions);
    assertThat(scores.count()).isEqualTo(4);
    // Errors 1, 3, 2, 0; relative ones of a and b alone: 1/2 and 3/4.
    assertThat(scores.byName())
        .isEqualTo(Map.of("mae", 1.5, "rmse", Math.sqrt(3.5), "mape", 0.625, "max_error", 3.0));
    assertThat(scores.rmse()).isCloseTo(1.8708, within(1e-4)); // printed to four digits
  }

  @Test
  void hasNoRelativeErrorWhereAllValuesAreZero() {
    assertThat(FoldScores.of(Map.of("a", 0.0), Map.of("a", 1.0)).mape()).isZero();
  }

  @Test
  void refusesToScoreNothing() {
    assertThatThrownBy(() -> FoldScores.of(Map.of("a", Double.NaN), Map.of("a", 1.0)))
        .hasMessage("None of the crystals to score has a value");
  }
}
