package org.latticework.trainer.learningcurve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakTestTest {

  private static BreakTest test(List<Run> runs, int simulations, SplittableRandom random) {
    SizeGroups groups = SizeGroups.of(runs);
    return BreakTest.of(groups, PowerLawFit.of(groups), simulations, random).orElseThrow();
  }

  /** Returns the error of two power laws that meet at M crystals with an error of 0.1. */
  private static double broken(long crystals, long at, double before, double after) {
    return 0.1 * Math.pow((double) crystals / at, crystals < at ? -before : -after);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 0.1, 0.4",
    "4000, 0.2, 0.6",
    "16000, 0.2, 0.5",
    "4000, 0.5, 0",
    "16000, 0.3, -0.2",
    "8000, 0, 0.3"
  })
  void findsABreakInErrorsWithoutScatter(long at, double before, double after) {
    List<Run> runs = SimulatedRuns.on(n -> broken(n, at, before, after), SimulatedRuns.SEVEN);
    BreakTest test = test(runs, 200, new SplittableRandom(1));
    assertThat(test.crystals()).isEqualTo(at);
    assertThat(test.exponentBefore()).isCloseTo(before, within(1e-12));
    assertThat(test.exponentAfter()).isCloseTo(after, within(1e-12));
    assertThat(test.pValue()).isEqualTo(1.0 / 201);
    assertThat(test.found()).isTrue();
  }

  /** Standard errors of the exponents are 0.011: scatter 0.03/√3 by √Σ(x − x̄)² = 1.55. */
  @Test
  void findsABreakInErrorsThatScatter() {
    SplittableRandom random = new SplittableRandom(2);
    List<Run> runs =
        SimulatedRuns.about(n -> broken(n, 4000, 0.2, 0.6), SimulatedRuns.SEVEN, 3, 0.03, random);
    BreakTest test = test(runs, 200, random);
    assertThat(test.crystals()).isEqualTo(4000);
    assertThat(test.exponentBefore()).isCloseTo(0.2, within(0.045));
    assertThat(test.exponentAfter()).isCloseTo(0.6, within(0.045));
    assertThat(test.pValue()).isEqualTo(1.0 / 201);
  }

  @ParameterizedTest
  @CsvSource({"3, 0.3, 0", "5, 0.35, 0.08", "40, 0.5, 0.9", "3, 0.02, 1.5"})
  void findsNoBreakInErrorsOnOneLaw(double a, double b, double c) {
    List<Run> runs = SimulatedRuns.on(new PowerLaw(a, b, c)::error, SimulatedRuns.SEVEN);
    BreakTest test = test(runs, 200, new SplittableRandom(3));
    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.found()).isFalse();
  }

  /**
   * 5 % of 200 are 10, and the binomial standard deviation is √(200 · 0.05 · 0.95) = 3.1: a right
   * test gives more than 19 in one of 500 such series. Each curve is taken with as few simulations
   * as are allowed; the break is searched for at three sizes.
   */
  @ParameterizedTest
  @CsvSource({"0", "0.05"})
  void findsABreakInAtMostFivePercentOfCurvesWithoutOne(double c) {
    PowerLaw law = new PowerLaw(3, 0.35, c);
    SplittableRandom random = new SplittableRandom(4);
    int alarms = 0;
    for (int i = 0; i < 200; i++) {
      List<Run> runs = SimulatedRuns.about(law::error, SimulatedRuns.FIVE, 3, 0.05, random);
      alarms += test(runs, LearningCurve.MIN_RESAMPLES, random.split()).found() ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(19);
  }
}
