package org.latticework.report.certainty;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.latticework.report.judged.Judgment;

/**
 * Whether as many errors are below z predicted deviations as of normal numbers, for all z.
 *
 * @param judgments whose deviations are finite; at least one
 */
record CalibrationCurve(List<Judgment> judgments) {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int STEPS = 20;
  private static final double CHANCE = 3; // standard deviations of a share that chance may reach

  CalibrationCurve {
    judgments = List.copyOf(judgments);
  }

  /** Returns the number of points: expected shares 0, 0.05, … 1. */
  int points() {
    return STEPS + 1;
  }

  /** Returns the expected share at a point. */
  double expected(int point) {
    return (double) point / STEPS;
  }

  /** Returns the share of errors that are where the expected share of normal numbers would be. */
  double observed(int point) {
    if (point == 0 || point == STEPS) {
      return expected(point); // nothing is below 0, and everything below infinity
    }
    return below(NORMAL.inverseCumulativeProbability((1 + expected(point)) / 2));
  }

  /** Returns the share of errors that are not above z predicted deviations. */
  double below(double z) {
    long below =
        judgments.stream()
            .filter(each -> Math.abs(each.error()) <= z * each.certainty().deviation())
            .count();
    return (double) below / judgments.size();
  }

  /** Returns the share of normal numbers that are not above z. */
  static double normal(double z) {
    return 2 * NORMAL.cumulativeProbability(z) - 1;
  }

  /** Returns the mean distance of the curve from the diagonal. */
  double gap() {
    double sum = 0;
    for (int point = 0; point < points(); point++) {
      sum += Math.abs(observed(point) - expected(point));
    }
    return sum / STEPS;
  }

  /**
   * Returns whether the curve is above the diagonal at one point and below it at another, at both
   * by more than chance: three standard deviations √(p (1 − p) / n) of the observed share.
   */
  boolean crosses() {
    boolean above = false;
    boolean below = false;
    for (int point = 1; point < STEPS; point++) {
      double p = expected(point);
      double chance = CHANCE * Math.sqrt(p * (1 - p) / judgments.size());
      above |= observed(point) - p > chance;
      below |= p - observed(point) > chance;
    }
    return above && below;
  }

  /** Returns by how much the curve is above the diagonal on average. */
  double excess() {
    double sum = 0;
    for (int point = 0; point < points(); point++) {
      sum += observed(point) - expected(point);
    }
    return sum / STEPS;
  }
}
