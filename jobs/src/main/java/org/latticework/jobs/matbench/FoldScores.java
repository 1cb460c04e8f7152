package org.latticework.jobs.matbench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far off predictions p of values y are, as Matbench scores a regression.
 *
 * @param count n, the crystals that have a value
 * @param mae mean of |y − p|, in the unit of the values
 * @param rmse root of the mean of (y − p)², in the same unit
 * @param mape mean of |(y − p) / y| over values with |y| above 10⁻⁵; 0 where there is none
 * @param maxError largest |y − p|, in the unit of the values
 */
record FoldScores(int count, double mae, double rmse, double mape, double maxError) {
  private static final double ZERO = 1e-5; // smaller values have no relative error

  /**
   * Scores.
   *
   * @param values y by name; NaN where there is none
   * @param predictions p by name, of some of them
   * @throws IllegalArgumentException if no prediction is of a value
   */
  static FoldScores of(Map<String, Double> values, Map<String, Double> predictions) {
    int count = 0;
    int relative = 0;
    double sum = 0;
    double squares = 0;
    double parts = 0;
    double max = 0;
    for (Map.Entry<String, Double> prediction : predictions.entrySet()) {
      double value = values.get(prediction.getKey());
      double error = Math.abs(value - prediction.getValue());
      if (Double.isNaN(value)) {
        continue;
      }
      count++;
      sum += error;
      squares += error * error;
      max = Math.max(max, error);
      if (Math.abs(value) > ZERO) {
        relative++;
        parts += error / Math.abs(value);
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("None of the crystals to score has a value");
    }
    double mape = relative == 0 ? 0 : parts / relative;
    return new FoldScores(count, sum / count, Math.sqrt(squares / count), mape, max);
  }

  /** Returns the scores by Matbench's names. */
  Map<String, Object> byName() {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("mae", mae);
    scores.put("rmse", rmse);
    scores.put("mape", mape);
    scores.put("max_error", maxError);
    return scores;
  }
}
