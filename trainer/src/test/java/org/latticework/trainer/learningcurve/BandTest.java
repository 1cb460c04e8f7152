package org.latticework.trainer.learningcurve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class BandTest {
  private static final PowerLaw LAW = new PowerLaw(3, 0.35, 0.05);

  private static Band band(List<Run> runs, int resamples, SplittableRandom random) {
    return Band.of(SizeGroups.of(runs), resamples, random).orElseThrow();
  }

  /** Returns runs of seeds of which each multiplies a law by a factor of its own. */
  private static List<Run> shifted(double... factors) {
    List<Run> runs = new ArrayList<>();
    for (long crystals : SimulatedRuns.FIVE) {
      for (int seed = 0; seed < factors.length; seed++) {
        runs.add(new Run(crystals, seed, factors[seed] * LAW.error(crystals)));
      }
    }
    return runs;
  }

  /**
   * 100 resamples leave 3.4 % outside of each end, and ten seeds have squares divided by ten, not
   * nine: the band holds the truth in P(|t₉| < 1.82 √0.9) = 88 %. The bounds, 85 % and 93 %, are
   * two and three binomial standard deviations of 400 curves away; the seed is fixed.
   */
  @Test
  void holdsTheTruthAboutAsOftenAsTenSeedsAllow() {
    SplittableRandom random = new SplittableRandom(5);
    double truth = LAW.error(81_000);
    int held = 0;
    for (int i = 0; i < 400; i++) {
      List<Run> runs = SimulatedRuns.about(LAW::error, SimulatedRuns.FIVE, 10, 0.05, random);
      Band.Quantiles error = band(runs, 100, random.split()).error(81_000);
      held += error.low() <= truth && truth <= error.high() ? 1 : 0;
    }
    assertThat(held).isBetween(340, 372);
  }

  /** A quarter of the samples is one seed twice, another the other. */
  @Test
  void reachesFromOneSeedToTheOtherWhereThereAreTwo() {
    Band band = band(shifted(0.8, 1.25), 1000, new SplittableRandom(6));
    Band.Quantiles error = band.error(500_000);
    double law = LAW.error(500_000);
    assertThat(error.low()).isCloseTo(0.8 * law, within(1e-6 * law));
    assertThat(error.median()).isCloseTo(law, within(1e-6 * law)); // 0.8 · 1.25 = 1
    assertThat(error.high()).isCloseTo(1.25 * law, within(1e-6 * law));
    assertThat(band.a().low()).isCloseTo(0.8 * 3, within(1e-5));
    assertThat(band.c().high()).isCloseTo(1.25 * 0.05, within(1e-6));
  }

  @Test
  void drawsWholeSeedsWhereEverySeedHasEverySize() {
    Band.Quantiles b = band(shifted(0.8, 0.9, 1, 1.2), 200, new SplittableRandom(7)).b();
    assertThat(b.low()).isCloseTo(0.35, within(1e-6));
    assertThat(b.high()).isCloseTo(0.35, within(1e-6));
  }

  /** Then a sample has other seeds at each size, and the shifts of seeds bend its curve. */
  @Test
  void drawsRunsWithinSizesWhereASeedLacksOne() {
    List<Run> runs = shifted(0.8, 0.9, 1, 1.2);
    runs.remove(0);
    Band.Quantiles b = band(runs, 200, new SplittableRandom(7)).b();
    assertThat(b.low()).isLessThan(0.33);
    assertThat(b.high()).isGreaterThan(0.37);
  }

  @Test
  void isAPointWhereSeedsAgree() {
    Band.Quantiles error = band(shifted(1, 1, 1), 100, new SplittableRandom(8)).error(200);
    assertThat(error.low()).isCloseTo(LAW.error(200), within(1e-6));
    assertThat(error.high()).isCloseTo(error.low(), within(1e-12));
  }

  @Test
  void interpolatesBetweenResamples() {
    Band.Quantiles quantiles = Band.Quantiles.of(DoubleStream.of(4, 2, 0, 8, 6));
    assertThat(quantiles.low()).isCloseTo(0.2, within(1e-12));
    assertThat(quantiles.median()).isEqualTo(4);
    assertThat(quantiles.high()).isCloseTo(7.8, within(1e-12));
  }
}
