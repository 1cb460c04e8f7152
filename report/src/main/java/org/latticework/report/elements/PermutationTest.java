package org.latticework.report.elements;

import java.util.SplittableRandom;

/**
 * Whether members of a group are nearer to each other than as many drawn at random: p = (1 + r) /
 * (1 + R), where the mean distance within r of R random groups of the same size is not above that
 * of the group. Labels are permuted, so no form of distribution is supposed.
 *
 * @param permutations R, positive
 * @param seed of what is drawn
 */
record PermutationTest(int permutations, long seed) {
  private static final double ROUNDING = 1e-12; // the same group, summed in another order

  /** Returns p, in (0, 1]; 1 of fewer than two members. */
  double p(Distances distances, int[] members) {
    if (members.length < 2) {
      return 1;
    }
    double observed = distances.meanWithin(members);
    int[] drawn = new int[distances.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = i;
    }
    int[] group = new int[members.length];
    SplittableRandom random = new SplittableRandom(seed);
    int asNear = 0;
    for (int round = 0; round < permutations; round++) {
      for (int i = 0; i < group.length; i++) {
        int other = i + random.nextInt(drawn.length - i);
        group[i] = drawn[other];
        drawn[other] = drawn[i];
        drawn[i] = group[i];
      }
      asNear += distances.meanWithin(group) <= observed + ROUNDING ? 1 : 0;
    }
    return (1.0 + asNear) / (1.0 + permutations);
  }

  /** Returns how many things have the label of their partner. */
  static int matches(int[] labels, int[] partners) {
    int matches = 0;
    for (int i = 0; i < labels.length; i++) {
      matches += labels[i] == labels[partners[i]] ? 1 : 0;
    }
    return matches;
  }

  /** Returns the share of dealings of the labels in which as many things match their partners. */
  double pOfMatches(int[] labels, int[] partners) {
    int observed = matches(labels, partners);
    int[] dealt = labels.clone();
    SplittableRandom random = new SplittableRandom(seed);
    int asMany = 0;
    for (int round = 0; round < permutations; round++) {
      for (int i = dealt.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int label = dealt[i];
        dealt[i] = dealt[other];
        dealt[other] = label;
      }
      asMany += matches(dealt, partners) >= observed ? 1 : 0;
    }
    return (1.0 + asMany) / (1.0 + permutations);
  }
}
