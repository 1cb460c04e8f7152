package org.latticework.report.judged;

/**
 * How sure an ensemble was of a value; each NaN where it did not say.
 *
 * @param deviation standard deviation over its members, in the column's unit
 * @param lower where its interval begins, in the column's unit
 * @param upper where its interval ends
 */
public record Certainty(double deviation, double lower, double upper) {
  /** What a single model says. */
  public static final Certainty NONE = new Certainty(Double.NaN, Double.NaN, Double.NaN);
}
