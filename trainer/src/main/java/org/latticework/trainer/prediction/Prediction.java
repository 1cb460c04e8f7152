package org.latticework.trainer.prediction;

import java.io.Serializable;

/** What a network says of one crystal. */
public final class Prediction implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String materialId;
  private final double[] targets;
  private final double[] values;

  /**
   * Joins what was known and what is said.
   *
   * @param materialId whose crystal it is
   * @param targets what was known, one number a column, in the column's unit; NaN where unknown
   * @param values what the network says, in the same units, or a probability
   */
  Prediction(String materialId, double[] targets, double[] values) {
    this.materialId = materialId;
    this.targets = targets;
    this.values = values;
  }

  public String materialId() {
    return materialId;
  }

  /** Returns the number of columns. */
  public int columns() {
    return values.length;
  }

  /** Returns what was known of a column, from 0; NaN where unknown. */
  public double target(int column) {
    return targets[column];
  }

  /** Returns what the network says of a column, from 0. */
  public double value(int column) {
    return values[column];
  }
}
