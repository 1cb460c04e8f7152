package org.latticework.report.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FamilyClosenessTest {
  private static final PermutationTest TEST = new PermutationTest(9_999, 1);
  private static final double ROUNDING = 1e-12;

  private static double[][] random(int n, int d, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[n][d];
    for (double[] vector : vectors) {
      for (int k = 0; k < d; k++) {
        vector[k] = random.nextGaussian();
      }
    }
    return vectors;
  }

  /** At 0, 60, 90 and 180 degrees: 1 − cos is ½, 1 and 2 from the first, however long they are. */
  @Test
  void comparesAnglesAsComputedByHand() {
    double[][] vectors = {{1, 0}, {1, Math.sqrt(3)}, {0, 5}, {-3, 0}};
    Distances cosine = Distances.cosine(vectors);
    assertThat(cosine.between(0, 1)).isCloseTo(0.5, within(ROUNDING));
    assertThat(cosine.between(0, 2)).isCloseTo(1, within(ROUNDING));
    assertThat(cosine.between(0, 3)).isCloseTo(2, within(ROUNDING));
    assertThat(cosine.nearest(0, 2)).containsExactly(1, 2);
    int[] members = {0, 1, 2}; // 60, 90 and 30 degrees; to the fourth 180, 120 and 90
    double thirty = 1 - Math.sqrt(3) / 2;
    FamilyCloseness near = FamilyCloseness.of(ElementFamily.HALOGENS, members, cosine, TEST);
    assertThat(near.within()).isCloseTo((0.5 + 1 + thirty) / 3, within(ROUNDING));
    assertThat(near.toOthers()).isCloseTo((2 + 1.5 + 1) / 3, within(ROUNDING));
    assertThat(near.ratio()).isCloseTo((1.5 + thirty) / 4.5, within(ROUNDING));
    // One of the four groups of three is as near. Four deviations of 9,999 drawings: 0.0173.
    assertThat(near.p()).isCloseTo(0.25, within(0.0173));
  }

  @Test
  void comparesLengthsAsComputedByHand() {
    Distances euclidean = Distances.euclidean(new double[][] {{0, 0}, {3, 4}, {0, 8}});
    assertThat(euclidean.between(0, 1)).isEqualTo(5);
    assertThat(euclidean.meanWithin(new int[] {0, 1})).isEqualTo(5);
    assertThat(euclidean.meanToOthers(new int[] {0, 1})).isEqualTo(6.5);
    assertThat(euclidean.meanToOthers(new int[] {0, 1, 2})).isNaN();
  }

  @Test
  void takesAVectorOfZerosForOneAtRightAngles() {
    Distances cosine = Distances.cosine(new double[][] {{0, 0}, {3, 4}});
    assertThat(cosine.between(0, 1)).isEqualTo(1);
  }

  @Test
  void findsAClusterMuchNearerThanChance() {
    double[][] vectors = random(40, 8, 1);
    for (int i = 0; i < 6; i++) {
      vectors[i][0] += 6;
    }
    int[] members = {0, 1, 2, 3, 4, 5};
    assertThat(TEST.p(Distances.cosine(vectors), members)).isEqualTo(1e-4); // none of 9,999
    assertThat(TEST.p(Distances.euclidean(vectors), new int[] {0, 7, 14, 21, 28, 35}))
        .isGreaterThan(0.05);
  }

  /** p of random vectors is uniform: of 200, some 100 are below ½ and 20 below 0.1. */
  @Test
  void findsInRandomVectorsWhatChanceAllows() {
    int belowHalf = 0;
    int belowTenth = 0;
    for (int trial = 0; trial < 200; trial++) {
      Distances distances = Distances.cosine(random(30, 8, 100 + trial));
      double p = new PermutationTest(999, trial).p(distances, new int[] {0, 1, 2, 3, 4});
      belowHalf += p < 0.5 ? 1 : 0;
      belowTenth += p < 0.1 ? 1 : 0;
    }
    assertThat(belowHalf).isBetween(72, 128); // four deviations, 7.1 each
    assertThat(belowTenth).isBetween(4, 37); // 4.2 each
  }

  @Test
  void countsPartnersOfOneLabelAgainstDealings() {
    int[] partners = {1, 0, 3, 2};
    assertThat(PermutationTest.matches(new int[] {7, 7, 8, 8}, partners)).isEqualTo(4);
    assertThat(PermutationTest.matches(new int[] {7, 8, 8, 7}, partners)).isZero();
    // Two of the six ways to deal two of each match in all four. Four deviations: 0.019.
    assertThat(TEST.pOfMatches(new int[] {7, 7, 8, 8}, partners)).isCloseTo(1 / 3.0, within(0.019));
  }

  @Test
  void hasNoPOfOneMember() {
    assertThat(TEST.p(Distances.cosine(random(5, 2, 3)), new int[] {2})).isEqualTo(1);
  }
}
