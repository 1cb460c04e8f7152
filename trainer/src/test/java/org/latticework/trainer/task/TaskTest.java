package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Regression TWO = new Regression(List.of("a", "b"));
  private static final Classification ABOVE = new Classification("band_gap", 0.5);

  @Test
  void scalesEachColumnByItself() {
    Scaling scaling = TWO.fit(List.of(new double[] {1, 3}, new double[] {10, 20, 30}), true);
    assertThat(scaling.columns())
        .containsExactly(new TargetScaler(2, Math.sqrt(2)), new TargetScaler(20, 10));
    assertThat(TWO.label(scaling, 1, 25)).isEqualTo(0.5);
    assertThat(TWO.prediction(scaling, 1, 0.5)).isEqualTo(25);
    assertThat(TWO.label(scaling, 0, Double.NaN)).isNaN();
  }

  @Test
  void aMissingLabelIsNoError() {
    double[] outputs = {1, 7};
    assertThat(TWO.error(outputs, new double[] {3, Double.NaN})).isEqualTo(2);
    assertThat(TWO.error(outputs, new double[] {3, 6})).isEqualTo(1.5);
  }

  @Test
  void judgesEachColumnByWhatIsKnownOfItAndAllByTheirDeviations() {
    Scaling scaling = new Scaling(List.of(new TargetScaler(0, 2), new TargetScaler(0, 10)));
    TaskMetrics metrics =
        TWO.judge(
            scaling,
            List.of(new double[] {1, Double.NaN}, new double[] {2, 5}),
            List.of(new double[] {2, 0}, new double[] {2, 9}));
    assertThat(metrics.columns()).extracting(Metrics::count).containsExactly(2, 1);
    assertThat(metrics.columns().get(0).values()).containsEntry("mae", 0.5);
    assertThat(metrics.columns().get(1).values()).containsEntry("mae", 4.0);
    assertThat(metrics.headline()).isCloseTo((0.5 / 2 + 4.0 / 10) / 2, within(1e-15));
  }

  @Test
  void judgesTheOthersWhereAColumnIsNowhereKnown() {
    TaskMetrics metrics =
        TWO.judge(
            Scaling.identity(2),
            List.of(new double[] {1, Double.NaN}),
            List.of(new double[] {2, 0}));
    assertThat(metrics.columns().get(1).count()).isZero();
    assertThat(metrics.headline()).isEqualTo(1);
  }

  @Test
  void theErrorOfOneColumnIsInItsUnit() {
    Regression one = Regression.of("a");
    assertThat(one.headline()).isEqualTo("mae");
    assertThat(one.unit(new Scaling(List.of(new TargetScaler(5, 3))))).isEqualTo(3);
    assertThat(TWO.headline()).isEqualTo("scaled_mae");
  }

  @Test
  void refusesAColumnWithoutAValueByName() {
    assertThatThrownBy(() -> TWO.fit(List.of(new double[] {1}, new double[0]), true))
        .hasMessage("No crystal of the training fold has a value of b");
  }

  @Test
  void refusesColumnsNamedTwice() {
    assertThatThrownBy(() -> new Regression(List.of("a", "a")))
        .hasMessage("A regression needs at least one column and each once, got [a, a]");
  }

  @Test
  void aValueIsOfTheClassAboveTheThreshold() {
    Scaling scaling = ABOVE.fit(List.of(new double[] {0, 1}), true);
    assertThat(ABOVE.label(scaling, 0, 0.5)).isZero();
    assertThat(ABOVE.label(scaling, 0, 0.51)).isEqualTo(1);
    assertThat(ABOVE.label(scaling, 0, Double.NaN)).isNaN();
    assertThat(ABOVE.outputs()).containsExactly("band_gap > 0.5");
  }

  @Test
  void theErrorOfAClassIsItsLogLoss() {
    // 1 / (1 + e⁻²) of the class.
    double probability = 1 / (1 + Math.exp(-2));
    assertThat(ABOVE.error(new double[] {2}, new double[] {1}))
        .isCloseTo(-Math.log(probability), within(1e-15));
    assertThat(ABOVE.error(new double[] {2}, new double[] {0}))
        .isCloseTo(-Math.log(1 - probability), within(1e-14));
    assertThat(ABOVE.error(new double[] {800}, new double[] {0})).isEqualTo(800);
  }

  @Test
  void refusesATrainingFoldOfOneClassWithItsCounts() {
    assertThatThrownBy(() -> ABOVE.fit(List.of(new double[] {0, 0.5}), true))
        .hasMessage(
            "Nothing to tell apart: of 2 crystals of the training fold 0 have band_gap > 0.5");
  }
}
