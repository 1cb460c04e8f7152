package org.latticework.trainer.task;

import java.util.Map;

/** How far the predictions of one output are off. */
public sealed interface Metrics permits RegressionMetrics, ClassificationMetrics {
  /** Returns the number of crystals that were compared. */
  int count();

  /** Returns the metrics by name, in the order they are shown; NaN where one is not defined. */
  Map<String, Double> values();
}
