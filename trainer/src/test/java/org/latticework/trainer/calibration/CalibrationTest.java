package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

  /** Predictions are 0: errors are targets. */
  private static Calibration of(double[] errors, double[] deviations) {
    return Calibration.of(errors, new double[errors.length], deviations);
  }

  private static double[] constant(double value, int n) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }

  /** Normal errors of known deviations over a factor of ten, each multiplied by a factor. */
  private static Calibration simulated(int n, double factor, SplittableRandom random) {
    double[] deviations = random.doubles(n).map(u -> Math.pow(10, u)).toArray();
    double[] errors = Arrays.stream(deviations).map(s -> s * random.nextGaussian()).toArray();
    return of(errors, Arrays.stream(deviations).map(s -> s * factor).toArray());
  }

  /** F is a staircase about the diagonal: 2 n triangles with legs of 1/(2n). */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20})
  void hasAnAreaOfOneOverFourNWhereIntervalsAreSpacedEvenly(int n) {
    double[] errors =
        IntStream.range(0, n).mapToDouble(i -> GaussianIntegral.halfWidth((i + 0.5) / n)).toArray();
    Calibration calibration = of(errors, constant(1, n));
    assertThat(calibration.miscalibrationArea()).isCloseTo(1 / (4.0 * n), within(1e-10));
  }

  /** Quantiles (i + ½)/n of both sides pair up to n/2 intervals. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void hasAnAreaOfOneOverTwoNWhereTargetsAreNormalQuantiles(int n) {
    double[] targets = new double[n];
    double[] predictions = new double[n];
    double[] deviations = new double[n];
    for (int i = 0; i < n; i++) {
      double both = 2 * (i + 0.5) / n - 1;
      predictions[i] = 3 - i;
      deviations[i] = 1 << (i % 5);
      double z = Math.signum(both) * GaussianIntegral.halfWidth(Math.abs(both));
      targets[i] = predictions[i] + z * deviations[i];
    }
    Calibration calibration = Calibration.of(targets, predictions, deviations);
    assertThat(calibration.miscalibrationArea()).isCloseTo(1 / (2.0 * n), within(1e-10));
  }

  @Test
  void hasAnAreaOfOneHalfWhereDeviationsAreFarTooSmallOrFarTooLarge() {
    double[] errors = {1, -2, 3};
    assertThat(of(errors, constant(1e-3, 3)).miscalibrationArea()).isEqualTo(0.5);
    assertThat(of(errors, constant(0, 3)).miscalibrationArea()).isEqualTo(0.5);
    // Levels are at most 2 φ(0) · 3e-12.
    assertThat(of(errors, constant(1e12, 3)).miscalibrationArea()).isCloseTo(0.5, within(1e-11));
  }

  /** A midpoint rule of step h misses no more than h/2 at the jumps of F, which add up to 1. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 1, 1.5, 4})
  void hasTheAreaOfANumericIntegration(double factor) {
    Calibration calibration = simulated(30, factor, new SplittableRandom(1));
    int steps = 200_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double p = (i + 0.5) / steps;
      sum += Math.abs(calibration.coverage(p) - p);
    }
    assertThat(calibration.miscalibrationArea()).isCloseTo(sum / steps, within(1.0 / steps));
  }

  /** The bound is 4 standard errors, from ∫|B| of the Brownian bridge: its mean square is 7/60. */
  @Test
  void hasTheAreaOfTheBrownianBridgeOnAverageWhereDeviationsAreRight() {
    SplittableRandom random = new SplittableRandom(2);
    int n = 1000;
    int repetitions = 400;
    double sum = 0;
    for (int i = 0; i < repetitions; i++) {
      sum += simulated(n, 1, random).miscalibrationArea();
    }
    double std = Math.sqrt(7.0 / 60 - Math.PI / 32);
    assertThat(sum / repetitions * Math.sqrt(n))
        .isCloseTo(Math.sqrt(Math.PI / 32), within(4 * std / Math.sqrt(repetitions)));
  }

  @Test
  void coversWhatLiesInCentralIntervals() {
    Calibration calibration =
        Calibration.of(
            new double[] {10.5, 9.5, 11.5, 7.5}, constant(10, 4), new double[] {1, 1, 1, 1});
    assertThat(calibration.crystals()).isEqualTo(4);
    assertThat(calibration.coverage(0)).isZero();
    assertThat(calibration.coverage(GaussianIntegral.level(0.499))).isZero();
    assertThat(calibration.coverage(GaussianIntegral.level(0.501))).isEqualTo(0.5);
    assertThat(calibration.coverage(GaussianIntegral.level(1.501))).isEqualTo(0.75);
    assertThat(calibration.coverage(1)).isEqualTo(1);
  }

  @Test
  void coversWithoutADeviationOnlyWhatIsPredictedExactly() {
    Calibration calibration = of(new double[] {0, 1}, constant(0, 2));
    assertThat(calibration.coverage(0)).isEqualTo(0.5);
    assertThat(calibration.coverage(Math.nextDown(1.0))).isEqualTo(0.5);
    assertThat(calibration.coverage(1)).isEqualTo(1);
  }

  /** Scores 1, 3, 1, 0. */
  @Test
  void isScaledByTheRootOfTheMeanSquareOfScores() {
    double[] errors = {1, -3, 2, 0};
    double[] deviations = {1, 1, 2, 2};
    assertThat(of(errors, deviations).scale()).isCloseTo(Math.sqrt(11.0 / 4), within(1e-15));
    double scale = of(errors, deviations).scale();
    double[] scaled = Arrays.stream(deviations).map(s -> s * scale).toArray();
    assertThat(of(errors, scaled).scale()).isCloseTo(1, within(1e-15));
  }

  @Test
  void hasNoScaleThatHelpsWhereADeviationIsZero() {
    assertThat(of(new double[] {1, 1}, new double[] {0, 1}).scale())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(of(new double[] {0, 1}, new double[] {0, 1}).scale())
        .isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(of(new double[] {0, 0}, constant(0, 2)).scale()).isZero();
  }

  @Test
  void makesBinsAndTheirErrorAsByHand() {
    Calibration calibration = of(new double[] {2, -1, 0, 3}, new double[] {2, 1, 2, 1});
    List<DeviationBin> bins = calibration.bins(2);
    assertThat(bins.get(0)).isEqualTo(new DeviationBin(2, 1, bins.get(0).rmse(), 2));
    assertThat(bins.get(0).rmse()).isCloseTo(Math.sqrt(5), within(1e-15));
    assertThat(bins.get(1)).isEqualTo(new DeviationBin(2, 2, bins.get(1).rmse(), 1));
    assertThat(bins.get(1).rmse()).isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(calibration.expectedNormalizedError(2))
        .isCloseTo((Math.sqrt(5) - 1 + (2 - Math.sqrt(2)) / 2) / 2, within(1e-15));
  }

  @Test
  void sortsEqualDeviationsByTheirErrors() {
    Calibration calibration = of(new double[] {3, -1, 2, -4}, constant(1, 4));
    assertThat(calibration.bins(2)).extracting(DeviationBin::mae).containsExactly(1.5, 3.5);
    assertThat(calibration.bins(4))
        .extracting(DeviationBin::mae)
        .containsExactly(1.0, 2.0, 3.0, 4.0);
  }

  @ParameterizedTest
  @CsvSource({"7, 3", "10, 4", "100, 7", "5, 5", "5, 1"})
  void makesBinsOfCountsThatDifferByOneAtMost(int n, int bins) {
    double[] rising = IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    List<DeviationBin> made = of(rising, rising).bins(bins);
    assertThat(made).hasSize(bins);
    assertThat(made.stream().mapToInt(DeviationBin::crystals).sum()).isEqualTo(n);
    assertThat(made).allMatch(bin -> bin.crystals() == n / bins || bin.crystals() == n / bins + 1);
    assertThat(of(rising, rising).expectedNormalizedError(bins)).isZero();
  }

  /** The bound is 4 standard errors: a bin's |deviation − rmse| scatters by 0.76 of its mean. */
  @Test
  void hasTheNormalizedErrorOfChanceWhereDeviationsAreRight() {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      sum += simulated(1000, 1, random).expectedNormalizedError(10);
    }
    double chance = Math.sqrt(10 / (Math.PI * 1000));
    assertThat(sum / 400).isCloseTo(chance, within(4 * 0.76 / Math.sqrt(400 * 10) * chance));
  }

  /** Bounds are 4 standard errors, 1/√(2n) of the value each. */
  @Test
  void seesThatDeviationsAreWrongByAFactor() {
    Calibration twice = simulated(20_000, 2, new SplittableRandom(4));
    assertThat(twice.scale()).isCloseTo(0.5, within(0.5 * 0.02));
    assertThat(twice.expectedNormalizedError(10)).isCloseTo(0.5, within(0.5 * 0.02));
    Calibration half = simulated(20_000, 0.5, new SplittableRandom(4));
    assertThat(half.scale()).isCloseTo(2, within(2 * 0.02));
    assertThat(half.expectedNormalizedError(10)).isCloseTo(1, within(2 * 0.02));
    assertThat(half.rankCorrelation()).isEqualTo(twice.rankCorrelation());
  }

  @Test
  void hasAnInfiniteNormalizedErrorWhereABinHasNoDeviation() {
    double[] deviations = {0, 0, 1, 1};
    assertThat(of(new double[] {0, 1, 1, 1}, deviations).expectedNormalizedError(2))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(of(new double[] {0, 0, 1, 1}, deviations).expectedNormalizedError(2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e200, 1e300})
  void standsNumbersWhoseSquaresOverflowOrVanish(double unit) {
    Calibration calibration = of(new double[] {3 * unit, 4 * unit}, new double[] {unit, unit});
    DeviationBin bin = calibration.bins(1).get(0);
    assertThat(bin.deviation()).isEqualTo(unit);
    assertThat(bin.rmse()).isCloseTo(Math.sqrt(12.5) * unit, within(1e-15 * 4 * unit));
    assertThat(calibration.scale()).isCloseTo(Math.sqrt(12.5), within(4e-15));
  }

  /** Ranks of deviations 1, 2½, 2½, 4, of errors 2, 1, 3½, 3½. */
  @Test
  void correlatesRanksOfDeviationsWithThoseOfErrors() {
    double[] deviations = {2, 4, 1, 2};
    double[] errors = {-5, 5, 3, 1};
    assertThat(of(errors, deviations).rankCorrelation()).isEqualTo(0.5);
    assertThat(of(errors, constant(1, 4)).rankCorrelation()).isNaN();
    assertThat(of(constant(1, 4), deviations).rankCorrelation()).isNaN();
  }

  @Test
  void doesNotDependOnTheOrderOfCrystals() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 501;
    // Few deviations, so that many are equal.
    double[] deviations = random.ints(n, 0, 20).mapToDouble(i -> i / 7.0).toArray();
    double[] predictions = random.doubles(n).toArray();
    double[] targets = random.doubles(n).map(u -> 3 * u).toArray();
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    List<Object> results = results(Calibration.of(targets, predictions, deviations));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(order, new Random(i));
      Calibration shuffled =
          Calibration.of(
              order.stream().mapToDouble(k -> targets[k]).toArray(),
              order.stream().mapToDouble(k -> predictions[k]).toArray(),
              order.stream().mapToDouble(k -> deviations[k] == 0 ? -0.0 : deviations[k]).toArray());
      assertThat(results(shuffled)).isEqualTo(results);
    }
  }

  private static List<Object> results(Calibration calibration) {
    return List.of(
        calibration.miscalibrationArea(),
        calibration.coverage(0.9),
        calibration.scale(),
        calibration.bins(10),
        calibration.expectedNormalizedError(3),
        calibration.rankCorrelation());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 2, 1", "1, 1, 2", "2, 1, 1"})
  void refusesNoCrystalOrNumbersThatDiffer(int targets, int predictions, int deviations) {
    assertThatThrownBy(
            () ->
                Calibration.of(
                    new double[targets], new double[predictions], new double[deviations]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got %d, %d, %d".formatted(targets, predictions, deviations));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 1, target=NaN",
    "1, -Infinity, 1, prediction=-Infinity",
    "1, 1, NaN, deviation=NaN",
    "1, 1, Infinity, deviation=Infinity",
    "1, 1, -0.5, deviation=-0.5"
  })
  void refusesWhatIsNoNumberOrNoDeviation(
      double target, double prediction, double deviation, String named) {
    assertThatThrownBy(
            () ->
                Calibration.of(
                    new double[] {1, target},
                    new double[] {1, prediction},
                    new double[] {1, deviation}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 4})
  void refusesBinsThatWouldBeEmpty(int bins) {
    Calibration calibration = of(constant(1, 3), constant(1, 3));
    assertThatThrownBy(() -> calibration.bins(bins))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need from 1 to 3 bins of 3 crystals, got bins=" + bins);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesWhatIsNoLevel(double level) {
    Calibration calibration = of(constant(1, 3), constant(1, 3));
    assertThatThrownBy(() -> calibration.coverage(level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need a level in [0, 1], got level=" + level);
  }
}
