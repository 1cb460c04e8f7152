package org.latticework.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void calmsDownWhereBothCameFromOneSource() {
    Random random = new Random(11);
    int shifted = 0;
    for (int trial = 0; trial < 1_000; trial++) {
      shifted += distribution(random, 200, 100, 0).shifted() ? 1 : 0;
    }
    // One of a thousand is expected; more than six would come once in some thousand tries.
    assertThat(shifted).isLessThanOrEqualTo(6);
  }

  @Test
  void calmsDownWhereWholeCrystalsCameFromOneSource() {
    Random random = new Random(14);
    int shifted = 0;
    for (int trial = 0; trial < 1_000; trial++) {
      shifted += crystals(random, 300, 150, 0).shifted() ? 1 : 0;
    }
    assertThat(shifted).isLessThanOrEqualTo(6); // as above
  }

  @Test
  void noticesWhereCrystalsHaveOtherDistances() {
    assertThat(crystals(new Random(15), 3_000, 600, 0.5).shifted()).isTrue();
  }

  @Test
  void noticesAShiftOfHalfAStandardDeviationInAThousandValues() {
    assertThat(distribution(new Random(12), 5_000, 1_000, 0.5).shifted()).isTrue();
  }

  @Test
  void claimsNothingWhereNothingStoodBefore() {
    Distribution first = distribution(new Random(13), 0, 10, 0);
    assertThat(first.shift()).isNaN();
    assertThat(first.shifted()).isFalse();
  }

  private static Distribution distribution(Random random, int standing, int arrived, double shift) {
    return new Distribution(
        "x", "Synthetic values", normal(random, standing, 0), normal(random, arrived, shift));
  }

  private static Distribution crystals(Random random, int standing, int arrived, double shift) {
    return new Distribution(
        "distance", "Synthetic", lengths(random, standing, 0), lengths(random, arrived, shift));
  }

  /** Crystals of 12 to some hundred edges, all of one crystal about as long. */
  private static Histogram lengths(Random random, int crystals, double shift) {
    Histogram histogram = new Histogram(-4, 4, Distributions.BINS);
    for (int k = 0; k < crystals; k++) {
      float[] edges = new float[12 * (int) Math.ceil(Math.exp(2 + 0.8 * random.nextGaussian()))];
      double mean = shift + random.nextGaussian();
      for (int e = 0; e < edges.length; e++) {
        edges[e] = (float) (mean + 0.1 * random.nextGaussian());
      }
      long[] once = new long[edges.length];
      Arrays.fill(once, 1);
      histogram.addTogether(edges, once);
    }
    return histogram;
  }

  private static Histogram normal(Random random, int count, double mean) {
    Histogram histogram = new Histogram(-4, 4, Distributions.BINS);
    for (int k = 0; k < count; k++) {
      histogram.add(mean + random.nextGaussian());
    }
    return histogram;
  }
}
