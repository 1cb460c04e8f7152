package org.latticework.report.judged;

import java.util.List;

/**
 * How right predicted probabilities of a class are, over n crystals. A crystal is put into the
 * class where its probability is above 0.5.
 *
 * @param count n
 * @param positives how many are in the class
 * @param accuracy share that is put right
 * @param balancedAccuracy mean over both classes of the share that is put right; NaN where one has
 *     no crystals
 * @param logLoss mean of −ln of the probability given to what is the case
 * @param auc area under the ROC curve: the share of pairs, one in the class and one not, whose
 *     probabilities are in the right order, ties half; NaN where one class has no crystals
 */
public record ClassMetrics(
    int count,
    int positives,
    double accuracy,
    double balancedAccuracy,
    double logLoss,
    double auc) {
  private static final double LEAST = 1e-15; // a probability of 0 would be an infinite loss

  /** Computes the metrics of targets that are 0 or 1. */
  public static ClassMetrics of(List<Judgment> judgments) {
    int[] all = new int[2]; // by class
    int[] right = new int[2];
    for (Judgment judgment : judgments) {
      int label = isIn(judgment) ? 1 : 0;
      all[label]++;
      right[label] += isPutIn(judgment) == isIn(judgment) ? 1 : 0;
    }
    return new ClassMetrics(
        judgments.size(),
        all[1],
        (double) (right[0] + right[1]) / judgments.size(),
        ((double) right[0] / all[0] + (double) right[1] / all[1]) / 2,
        judgments.stream().mapToDouble(ClassMetrics::loss).average().orElse(Double.NaN),
        RankedCurves.of(judgments).area());
  }

  /** Returns whether a crystal is in the class. */
  public static boolean isIn(Judgment judgment) {
    return judgment.target() > 0.5;
  }

  /** Returns whether a model puts a crystal into the class. */
  public static boolean isPutIn(Judgment judgment) {
    return judgment.prediction() > 0.5;
  }

  /** Returns −ln of the probability that a model gave to what is the case. */
  public static double loss(Judgment judgment) {
    double given = isIn(judgment) ? judgment.prediction() : 1 - judgment.prediction();
    return -Math.log(Math.max(given, LEAST));
  }
}
