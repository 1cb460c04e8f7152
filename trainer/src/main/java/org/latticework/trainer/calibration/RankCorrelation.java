package org.latticework.trainer.calibration;

import java.util.Arrays;

/**
 * The correlation of ranks of Spearman, Am. J. Psychol. 15, 72 (1904): Pearson's correlation of the
 * ranks, where equal values share the middle of theirs.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Returns the correlation, in [−1, 1], or NaN where one side is constant.
   *
   * @param left n numbers; no NaN and no −0
   * @param right n numbers; no NaN and no −0
   */
  public static double of(double[] left, double[] right) {
    double[] u = centeredRanks(left);
    double[] v = centeredRanks(right);
    double correlation = product(u, v) / Math.sqrt(product(u, u) * product(v, v));
    return Math.max(-1, Math.min(1, correlation));
  }

  /** Returns twice the ranks less n + 1, which is twice their mean: whole numbers. */
  private static double[] centeredRanks(double[] values) {
    int n = values.length;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ofSorted = new double[n];
    for (int start = 0; start < n; ) {
      int end = start + 1;
      while (end < n && sorted[end] == sorted[start]) {
        end++;
      }
      // Ranks from start + 1 to end, counted from 1.
      Arrays.fill(ofSorted, start, end, start + 1.0 + end - (n + 1.0));
      start = end;
    }
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      ranks[i] = ofSorted[Arrays.binarySearch(sorted, values[i])];
    }
    return ranks;
  }

  private static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
