package org.latticework.jobs.matbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of a fold of a task.
 *
 * @param fold 0 … 4
 * @param predictions of every row that it tests, by name, in the unit of the target, with the 12
 *     digits that the results file has
 * @param byMean names of those that the mean of the values learned from stands for
 * @param scores of these predictions
 * @param parameters what the user may want to know of the training
 */
record FoldResult(
    int fold,
    Map<String, Double> predictions,
    List<String> byMean,
    FoldScores scores,
    Map<String, Object> parameters) {
  FoldResult {
    predictions = Collections.unmodifiableMap(new LinkedHashMap<>(predictions));
    byMean = List.copyOf(byMean);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Puts the mean of all rows that other folds test in the place of predictions that there are not.
   *
   * @param fold 0 … 4
   * @param rows of the task
   * @param known predictions of the model
   * @throws IllegalStateException if one is of a row that this fold does not test
   */
  static FoldResult of(
      int fold, TaskRows rows, Map<String, Double> known, Map<String, Object> parameters) {
    double mean = rows.meanOutside(fold);
    Map<String, Double> predictions = new LinkedHashMap<>();
    List<String> byMean = new ArrayList<>();
    for (String name : rows.tested(fold)) {
      if (!known.containsKey(name)) {
        byMean.add(name);
      }
      predictions.put(name, PythonJson.rounded(known.getOrDefault(name, mean)));
    }
    for (String name : known.keySet()) {
      if (!predictions.containsKey(name)) {
        throw new IllegalStateException(
            "The model of fold %d was judged by %s, which the fold does not test"
                .formatted(fold, name));
      }
    }
    FoldScores scores = FoldScores.of(rows.values(), predictions);
    return new FoldResult(fold, predictions, byMean, scores, parameters);
  }

  /** Returns Matbench's name of the fold. */
  String key() {
    return "fold_" + fold;
  }
}
