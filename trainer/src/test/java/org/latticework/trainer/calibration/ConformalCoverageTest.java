package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The share of simulated crystals of new groups that intervals hold. Bounds are 4 standard errors
 * of a share of independent repetitions. Above the level, 2/(K + 1) is what theory allows; the
 * groups here take less than half of it.
 */
class ConformalCoverageTest {
  private static final double LEVEL = 0.9;
  private static final int REPETITIONS = 2000;
  private static final double BOUND = 4 * Math.sqrt(LEVEL * (1 - LEVEL) / REPETITIONS);

  /** Groups of 1 to {@code largest} crystals, of each order of magnitude as many. */
  private record Sizes(int largest) {
    int next(SplittableRandom random) {
      return (int) Math.pow(largest + 1, random.nextDouble());
    }
  }

  /** Shares of new crystals in intervals by groups, and by crystals as if each were a group. */
  private record Coverage(double byGroups, double byCrystals) {}

  private static Coverage simulated(
      int groups, Sizes sizes, IntToDoubleFunction excess, SplittableRandom random) {
    int byGroups = 0;
    int byCrystals = 0;
    for (int repetition = 0; repetition < REPETITIONS; repetition++) {
      List<String> names = new ArrayList<>();
      DoubleStream.Builder scores = DoubleStream.builder();
      for (int group = 0; group < groups; group++) {
        double[] ofGroup = scoresOfGroup(sizes, excess, random);
        names.addAll(Collections.nCopies(ofGroup.length, "group " + group));
        Arrays.stream(ofGroup).forEach(scores);
      }
      double[] all = scores.build().toArray();
      List<String> own = IntStream.range(0, all.length).mapToObj(Integer::toString).toList();
      double[] ofNew = scoresOfGroup(sizes, excess, random);
      double score = ofNew[random.nextInt(ofNew.length)];
      byGroups += score <= ConformalFactor.of(LEVEL, names, all).factor() ? 1 : 0;
      byCrystals += score <= ConformalFactor.of(LEVEL, own, all).factor() ? 1 : 0;
    }
    return new Coverage((double) byGroups / REPETITIONS, (double) byCrystals / REPETITIONS);
  }

  /**
   * Crystals of a group share an error and differ by 0.3 of it.
   *
   * @param excess by how much errors exceed deviations in a group of so many crystals
   */
  private static double[] scoresOfGroup(
      Sizes sizes, IntToDoubleFunction excess, SplittableRandom random) {
    double[] scores = new double[sizes.next(random)];
    double deviation = 0.1 + random.nextDouble();
    double shared = random.nextGaussian();
    for (int i = 0; i < scores.length; i++) {
      double z = excess.applyAsDouble(scores.length) * (shared + 0.3 * random.nextGaussian());
      scores[i] = Score.of(2 + z * deviation, 2, deviation);
    }
    return scores;
  }

  /** A few large groups are most of the crystals: counted by crystals, 19 groups look like many. */
  @Test
  void isTheLevelOfFewGroupsByGroupsAndLessByCrystals() {
    Coverage coverage = simulated(19, new Sizes(200), size -> 1, new SplittableRandom(1));
    assertThat(coverage.byGroups()).isBetween(LEVEL - BOUND, LEVEL + 1.0 / 20 + BOUND);
    assertThat(coverage.byCrystals()).isLessThan(LEVEL - BOUND);
  }

  /** Counted by crystals, the large groups decide, and small ones are held too seldom. */
  @Test
  void isTheLevelByGroupsAndLessByCrystalsWhereLargeGroupsAreEasier() {
    Coverage coverage = simulated(39, new Sizes(20), size -> 3.0 / size, new SplittableRandom(2));
    assertThat(coverage.byGroups()).isBetween(LEVEL - BOUND, LEVEL + 1.0 / 40 + BOUND);
    assertThat(coverage.byCrystals()).isLessThan(0.8);
  }

  /** Then nothing is given away: it is ⌈20 · 0.9⌉ / 20. */
  @Test
  void isExactlyTheLevelOfGroupsOfOneCrystal() {
    Coverage coverage = simulated(19, new Sizes(1), size -> 1, new SplittableRandom(3));
    assertThat(coverage.byGroups()).isBetween(LEVEL - BOUND, LEVEL + BOUND);
    assertThat(coverage.byCrystals()).isEqualTo(coverage.byGroups());
  }
}
