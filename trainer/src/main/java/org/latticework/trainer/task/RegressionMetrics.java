package org.latticework.trainer.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far predictions p are from targets t, over n crystals.
 *
 * @param count n
 * @param mae mean absolute error, Σ|p − t| / n, in the target's unit
 * @param rmse root mean square error, √(Σ(p − t)² / n), in the target's unit
 * @param r2 coefficient of determination, 1 − Σ(p − t)² / Σ(t − mean t)²; NaN where all targets are
 *     equal
 */
public record RegressionMetrics(int count, double mae, double rmse, double r2) implements Metrics {
  /** Of nothing to compare. */
  static final RegressionMetrics NONE =
      new RegressionMetrics(0, Double.NaN, Double.NaN, Double.NaN);

  /**
   * Computes the metrics. Sums run in the order given: the same order gives the same last digit.
   *
   * @param targets n values; at least one
   * @param predictions n values in the same unit
   * @throws IllegalArgumentException if there is nothing to compare or the numbers differ
   */
  public static RegressionMetrics of(double[] targets, double[] predictions) {
    int n = targets.length;
    if (n == 0 || predictions.length != n) {
      throw new IllegalArgumentException(
          "Metrics need as many predictions as targets and at least one, got %d and %d"
              .formatted(predictions.length, n));
    }
    double mean = 0;
    for (double target : targets) {
      mean += target / n;
    }
    double absolute = 0;
    double squared = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double error = predictions[i] - targets[i];
      absolute += Math.abs(error);
      squared += error * error;
      variance += (targets[i] - mean) * (targets[i] - mean);
    }
    // The mean of equal targets is rounded, so what varies about it must not be looked at.
    boolean equal = Arrays.stream(targets).allMatch(target -> target == targets[0]);
    double r2 = equal || !(variance > 0) ? Double.NaN : 1 - squared / variance;
    return new RegressionMetrics(n, absolute / n, Math.sqrt(squared / n), r2);
  }

  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("mae", mae);
    values.put("rmse", rmse);
    values.put("r2", r2);
    return values;
  }
}
