package org.latticework.pipeline.table.model;

import java.util.OptionalDouble;

/**
 * What a model says of one column of a crystal, in the column's unit.
 *
 * @param value what it says: a value, or the probability of a class
 * @param std standard deviation over an ensemble; empty of a single network
 * @param halfWidth of the interval around the value; empty where there is none
 */
public record PredictedValue(double value, OptionalDouble std, OptionalDouble halfWidth) {
  /** Returns what a single network says. */
  public static PredictedValue of(double value) {
    return new PredictedValue(value, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
