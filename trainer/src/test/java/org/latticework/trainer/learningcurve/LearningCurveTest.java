package org.latticework.trainer.learningcurve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
  private static final PowerLaw LAW = new PowerLaw(3, 0.35, 0.05);
  private static final List<Run> RUNS =
      SimulatedRuns.about(LAW::error, SimulatedRuns.FIVE, 4, 0.03, new SplittableRandom(1));

  /** Bounds are four standard errors, from the derivatives of ln error by ln a, b and c. */
  @Test
  void predictsTheErrorOfMoreCrystalsWithItsBand() {
    LearningCurve.Prediction prediction = LearningCurve.fit(RUNS, 400, 7).predict(810_000);
    double truth = LAW.error(810_000);
    assertThat(prediction.crystals()).isEqualTo(810_000);
    assertThat(prediction.error()).isCloseTo(truth, within(4 * 0.055 * truth));
    Band.Quantiles band = prediction.quantiles().orElseThrow();
    assertThat(band.low()).isLessThan(prediction.error());
    assertThat(band.high()).isGreaterThan(prediction.error());
    assertThat(band.median()).isBetween(band.low(), band.high());
  }

  @Test
  void dependsOnTheSeedAndNotOnTheOrderOfRuns() {
    LearningCurve curve = LearningCurve.fit(RUNS, 100, 7);
    List<Run> shuffled = new ArrayList<>(RUNS);
    Collections.shuffle(shuffled, new Random(2));
    LearningCurve again = LearningCurve.fit(shuffled, 100, 7);
    assertThat(again.fit()).isEqualTo(curve.fit());
    assertThat(again.breakTest()).isEqualTo(curve.breakTest());
    assertThat(again.predict(1_000_000)).isEqualTo(curve.predict(1_000_000));
    assertThat(LearningCurve.fit(RUNS, 100, 8).predict(1_000_000))
        .isNotEqualTo(curve.predict(1_000_000));
  }

  @Test
  void lacksNothingWhereThereAreRunsEnough() {
    LearningCurve curve = LearningCurve.fit(RUNS, 100, 7);
    assertThat(curve.missing()).isEmpty();
    assertThat(curve.band()).isPresent();
    assertThat(curve.breakTest().orElseThrow().found()).isFalse();
  }

  @Test
  void hasNoBandOfOneSeed() {
    LearningCurve curve =
        LearningCurve.fit(SimulatedRuns.on(LAW::error, SimulatedRuns.SEVEN), 100, 7);
    assertThat(curve.band()).isEmpty();
    assertThat(curve.predict(1_000_000).quantiles()).isEmpty();
    assertThat(curve.predict(1_000_000).error()).isCloseTo(LAW.error(1_000_000), within(1e-9));
    assertThat(curve.missing())
        .containsExactly("No band: it takes two runs of every size, there is one of 500 crystals");
  }

  @Test
  void hasNoBandWhereASizeHasOneRun() {
    List<Run> runs = new ArrayList<>(RUNS);
    runs.removeIf(run -> run.crystals() == 81_000 && run.seed() > 0);
    LearningCurve curve = LearningCurve.fit(runs, 100, 7);
    assertThat(curve.band()).isEmpty();
    assertThat(curve.missing())
        .containsExactly(
            "No band: it takes two runs of every size, there is one of 81000 crystals");
  }

  @Test
  void tellsWhatTwoRunsDoNotSufficeFor() {
    LearningCurve curve =
        LearningCurve.fit(List.of(new Run(100, 0, 0.4), new Run(1600, 0, 0.1)), 100, 7);
    assertThat(curve.fit().floorFitted()).isFalse();
    assertThat(curve.breakTest()).isEmpty();
    assertThat(curve.missing())
        .containsExactly(
            "No floor: it takes runs of 3 sizes, there are 2; c = 0 is assumed",
            "No band: it takes two runs of every size, there is one of 100 crystals",
            "No break test: it takes 4 sizes and 6 runs, there are 2 and 2");
  }

  @Test
  void refusesTooFewResamples() {
    assertThatThrownBy(() -> LearningCurve.fit(RUNS, 99, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need at least 100 resamples, got 99");
  }

  @Test
  void refusesOneSize() {
    assertThatThrownBy(() -> LearningCurve.fit(List.of(new Run(500, 1, 0.1)), 100, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need runs of at least two sizes, got 1 runs of the sizes [500]");
  }

  @Test
  void refusesToPredictForNoCrystals() {
    LearningCurve curve = LearningCurve.fit(RUNS, 100, 7);
    assertThatThrownBy(() -> curve.predict(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need a positive number of crystals, got 0");
  }
}
