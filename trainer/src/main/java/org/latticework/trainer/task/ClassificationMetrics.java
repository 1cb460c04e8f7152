package org.latticework.trainer.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well probabilities of a class tell it from the rest. A crystal is put into the class where
 * its probability is above ½. What is not defined where a class has no example is NaN.
 *
 * @param count n, number of crystals compared
 * @param positives of them in the class
 * @param accuracy share that is put right
 * @param balancedAccuracy mean over both classes of the share that is put right
 * @param f1 2 TP / (2 TP + FP + FN)
 * @param auc area under the ROC curve: the probability that a crystal of the class has a higher one
 *     than a crystal of the rest, where equal ones count half
 * @param logLoss mean of −ln of the probability given to what is the case
 * @param calibrationError Σ over ten equal bins of probability of (share of the crystals in the
 *     bin) · |mean probability − share of the class| (Naeini, Cooper and Hauskrecht, AAAI 2015)
 */
public record ClassificationMetrics(
    int count,
    int positives,
    double accuracy,
    double balancedAccuracy,
    double f1,
    double auc,
    double logLoss,
    double calibrationError)
    implements Metrics {
  private static final int BINS = 10;
  private static final double LEAST = 1e-15; // a probability of 0 would be an infinite loss

  /**
   * Computes the metrics.
   *
   * @param labels n times 0 or 1
   * @param probabilities n, of the class 1
   */
  public static ClassificationMetrics of(double[] labels, double[] probabilities) {
    if (labels.length != probabilities.length) {
      throw new IllegalArgumentException(
          "Metrics need as many probabilities as labels, got %d and %d"
              .formatted(probabilities.length, labels.length));
    }
    int n = labels.length;
    int[] right = new int[2]; // by class
    int[] all = new int[2];
    double loss = 0;
    for (int k = 0; k < n; k++) {
      int label = (int) labels[k];
      all[label]++;
      right[label] += (probabilities[k] > 0.5 ? 1 : 0) == label ? 1 : 0;
      loss -= Math.log(Math.max(label == 1 ? probabilities[k] : 1 - probabilities[k], LEAST));
    }
    int wrong = n - right[0] - right[1];
    return new ClassificationMetrics(
        n,
        all[1],
        ratio(right[0] + right[1], n),
        (ratio(right[0], all[0]) + ratio(right[1], all[1])) / 2,
        ratio(2.0 * right[1], 2.0 * right[1] + wrong),
        auc(labels, probabilities, all),
        ratio(loss, n),
        calibrationError(labels, probabilities));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }

  /** Mann and Whitney's statistic: from the sum of the ranks of the class, ties in the middle. */
  private static double auc(double[] labels, double[] probabilities, int[] all) {
    Integer[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> probabilities[k]))
            .toArray(Integer[]::new);
    double ranks = 0;
    for (int start = 0; start < order.length; ) {
      int end = start;
      int inClass = 0;
      while (end < order.length
          && Double.compare(probabilities[order[end]], probabilities[order[start]]) == 0) {
        inClass += (int) labels[order[end++]];
      }
      ranks += inClass * (start + 1 + end) / 2.0;
      start = end;
    }
    double pairs = (double) all[0] * all[1];
    return ratio(ranks - all[1] * (all[1] + 1.0) / 2, pairs);
  }

  private static double calibrationError(double[] labels, double[] probabilities) {
    double[] difference = new double[BINS]; // Σ probability − Σ label
    for (int k = 0; k < labels.length; k++) {
      int bin = Math.min((int) (probabilities[k] * BINS), BINS - 1);
      difference[bin] += probabilities[k] - labels[k];
    }
    return ratio(Arrays.stream(difference).map(Math::abs).sum(), labels.length);
  }

  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", accuracy);
    values.put("balanced_accuracy", balancedAccuracy);
    values.put("f1", f1);
    values.put("auc", auc);
    values.put("log_loss", logLoss);
    values.put("calibration_error", calibrationError);
    return values;
  }
}
