package org.latticework.trainer.task;

import java.util.List;

/**
 * How far a network is off.
 *
 * @param columns of each output in its order; a column of which no value is known counts none
 * @param headline what early stopping reads, the smaller the better; NaN where no value is known
 */
public record TaskMetrics(List<Metrics> columns, double headline) {
  public TaskMetrics {
    columns = List.copyOf(columns);
  }
}
