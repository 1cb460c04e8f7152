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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawFitTest {

  @ParameterizedTest
  @CsvSource({
    "3, 0.3, 0",
    "3, 0.02, 0",
    "3, 0.02, 1.5",
    "0.7, 0.1, 0.02",
    "5, 0.35, 0.08",
    "40, 0.5, 0.9",
    "200, 1, 0.001",
    "9000, 2, 0.03"
  })
  void recoversALawFromErrorsOnIt(double a, double b, double c) {
    PowerLawFit fit =
        PowerLawFit.of(SimulatedRuns.on(new PowerLaw(a, b, c)::error, SimulatedRuns.SEVEN));
    assertThat(fit.law().a()).isCloseTo(a, within(1e-6 * a));
    assertThat(fit.law().b()).isCloseTo(b, within(1e-6 * b));
    assertThat(fit.law().c()).isCloseTo(c, within(1e-6 * c));
    assertThat(fit.floorFitted()).isTrue();
    assertThat(fit.degreesOfFreedom()).isEqualTo(4);
    assertThat(fit.residualStd().orElseThrow()).isLessThan(1e-9);
  }

  /** Bounds are four standard errors, from the derivatives of ln error by ln a, b and c. */
  @Test
  void recoversALawFromErrorsThatScatter() {
    PowerLaw law = new PowerLaw(5, 0.35, 0.08);
    SplittableRandom random = new SplittableRandom(1);
    PowerLawFit fit =
        PowerLawFit.of(SimulatedRuns.about(law::error, SimulatedRuns.SEVEN, 20, 0.03, random));
    assertThat(fit.law().b()).isCloseTo(0.35, within(4 * 0.0118));
    assertThat(fit.law().c()).isCloseTo(0.08, within(4 * 0.0088));
    double last = law.error(32_000);
    assertThat(fit.law().error(32_000)).isCloseTo(last, within(4 * 0.0059 * last));
    // Of 137 degrees of freedom: the relative standard error is 1/√274.
    double std = fit.residualStd().orElseThrow();
    assertThat(std).isCloseTo(0.03, within(4 * 0.03 / Math.sqrt(274)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void hasNoBetterLawOnAGrid(int set) {
    SplittableRandom random = new SplittableRandom(set);
    List<Long> sizes = random.longs(3 + set % 5, 100, 100_000).sorted().boxed().toList();
    PowerLaw law = new PowerLaw(5, random.nextDouble(), 0.2 * random.nextDouble());
    double std = set % 3 == 0 ? 0.5 : 0.05;
    List<Run> runs = SimulatedRuns.about(law::error, sizes, 1 + set % 2, std, random);
    double least = PowerLawFit.of(runs).squares();
    for (double b = 0.02; b <= 4; b += 0.02) {
      double high = -b * Math.log(100) + 4; // the floor is 98 % of any error
      double low = -b * Math.log(100_000) - 6; // the floor is 0.2 % of any error
      for (int i = 0; i <= 200; i++) {
        double ratio = i == 0 ? 0 : Math.exp(low + i * (high - low) / 200);
        assertThat(squares(runs, b, ratio)).isGreaterThan(least * (1 - 1e-9));
      }
    }
  }

  /** Returns the sum of squares of ln error about the best law with an exponent and c / a. */
  private static double squares(List<Run> runs, double b, double ratio) {
    double sum = 0;
    double squares = 0;
    for (Run run : runs) {
      double rest = Math.log(run.error() / (Math.pow((double) run.crystals(), -b) + ratio));
      sum += rest;
      squares += rest * rest;
    }
    return squares - sum * sum / runs.size();
  }

  @Test
  void scalesWithTheUnitOfTheError() {
    PowerLaw law = new PowerLaw(5, 0.35, 0.2);
    List<Run> runs =
        SimulatedRuns.about(law::error, SimulatedRuns.FIVE, 3, 0.02, new SplittableRandom(2));
    List<Run> scaled =
        runs.stream().map(run -> new Run(run.crystals(), run.seed(), 1000 * run.error())).toList();
    PowerLawFit fit = PowerLawFit.of(runs);
    PowerLawFit ofScaled = PowerLawFit.of(scaled);
    // The search ends where steps change 1e-14 of the squares, which is 1e-7 of a number.
    assertThat(ofScaled.law().a()).isCloseTo(1000 * fit.law().a(), within(1e-3 * fit.law().a()));
    assertThat(ofScaled.law().b()).isCloseTo(fit.law().b(), within(1e-6));
    assertThat(ofScaled.law().c()).isCloseTo(1000 * fit.law().c(), within(1e-3 * fit.law().c()));
    assertThat(ofScaled.squares()).isCloseTo(fit.squares(), within(1e-9 * fit.squares()));
  }

  @Test
  void doesNotDependOnTheOrderOfRuns() {
    List<Run> runs =
        SimulatedRuns.about(
            new PowerLaw(5, 0.35, 0.2)::error, SimulatedRuns.FIVE, 4, 0.1, new SplittableRandom(3));
    PowerLawFit fit = PowerLawFit.of(runs);
    List<Run> shuffled = new ArrayList<>(runs);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(PowerLawFit.of(shuffled)).isEqualTo(fit);
  }

  /** The line through two geometric means, 0.4 and 0.1; all of four runs are d off it. */
  @Test
  void assumesNoFloorWhereThereAreTwoSizes() {
    double d = 0.1;
    PowerLawFit fit =
        PowerLawFit.of(
            List.of(
                new Run(100, 0, 0.4 * Math.exp(d)),
                new Run(100, 1, 0.4 * Math.exp(-d)),
                new Run(1600, 0, 0.1 * Math.exp(d)),
                new Run(1600, 1, 0.1 * Math.exp(-d))));
    assertThat(fit.floorFitted()).isFalse();
    assertThat(fit.law().a()).isCloseTo(4, within(1e-12));
    assertThat(fit.law().b()).isCloseTo(0.5, within(1e-12));
    assertThat(fit.law().c()).isZero();
    assertThat(fit.degreesOfFreedom()).isEqualTo(2);
    assertThat(fit.residualStd().orElseThrow()).isCloseTo(Math.sqrt(2) * d, within(1e-12));
  }

  @Test
  void tellsNoScatterWhereNoDegreeOfFreedomIsLeft() {
    PowerLawFit fit = PowerLawFit.of(List.of(new Run(100, 0, 0.4), new Run(1600, 0, 0.1)));
    assertThat(fit.degreesOfFreedom()).isZero();
    assertThat(fit.residualStd()).isEmpty();
  }

  @Test
  void isFlatWhereErrorsRise() {
    PowerLawFit fit =
        PowerLawFit.of(List.of(new Run(10, 0, 1), new Run(100, 0, 2), new Run(1000, 0, 4)));
    assertThat(fit.law().a()).isCloseTo(2, within(1e-12)); // the geometric mean
    assertThat(fit.law().b()).isZero();
    assertThat(fit.law().c()).isZero();
  }

  /** A size of two runs draws the law of least squares twice as much: a weighted line. */
  @Test
  void weighsSizesByTheirRuns() {
    PowerLawFit fit =
        PowerLawFit.of(
            List.of(
                new Run(1, 0, Math.exp(1)),
                new Run(1, 1, Math.exp(1)),
                new Run(10, 0, Math.exp(1)),
                new Run(100, 0, Math.exp(0))));
    // x = 0, 0, 1, 2 in units of ln 10 and y = 1, 1, 1, 0: slope −(Σxy − 4x̄ȳ)/(Σx² − 4x̄²).
    double slope = -(1 - 4 * 0.75 * 0.75) / (5 - 4 * 0.75 * 0.75);
    assertThat(fit.law().b()).isCloseTo(slope / Math.log(10), within(1e-12));
  }

  @Test
  void refusesRunsThatMakeNoLaw() {
    assertThatThrownBy(() -> PowerLawFit.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need runs of at least two sizes, got 0 runs of the sizes []");
    assertThatThrownBy(() -> PowerLawFit.of(List.of(new Run(500, 1, 0.1), new Run(500, 2, 0.2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need runs of at least two sizes, got 2 runs of the sizes [500]");
    assertThatThrownBy(() -> PowerLawFit.of(List.of(new Run(500, 7, 0.1), new Run(500, 7, 0.2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need one run a size and seed, got two of 500 crystals with seed 7");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnErrorThatHasNoLogarithm(double error) {
    assertThatThrownBy(() -> new Run(500, 7, error))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive, finite error")
        .hasMessageContaining("error=" + error);
  }

  @Test
  void refusesARunOfNoCrystals() {
    assertThatThrownBy(() -> new Run(0, 7, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("crystals=0");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1, -1, 0", "1, 1, -1", "NaN, 1, 0", "1, NaN, 0", "1, 1, NaN"})
  void refusesALawThatIsNone(double a, double b, double c) {
    assertThatThrownBy(() -> new PowerLaw(a, b, c))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got a=%s, b=%s, c=%s".formatted(a, b, c));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesToTellTheErrorOfNoCrystals(long crystals) {
    PowerLaw law = new PowerLaw(1, 0.5, 0);
    assertThatThrownBy(() -> law.error(crystals))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need a positive number of crystals, got " + crystals);
  }
}
