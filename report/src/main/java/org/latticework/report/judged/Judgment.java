package org.latticework.report.judged;

/**
 * What a model said of a crystal.
 *
 * @param crystal of which it was asked
 * @param fold train, validation or test
 * @param target value in the dump, in the column's unit, or 0 or 1 for a class; NaN if none
 * @param prediction value in the column's unit, or the probability of the class
 * @param certainty of an ensemble
 * @param distance of the nearest crystal of the same elements in training, Å; NaN if there is none
 */
public record Judgment(
    Crystal crystal,
    String fold,
    double target,
    double prediction,
    Certainty certainty,
    double distance) {

  /** Returns prediction − target, in the column's unit; NaN where there is no target. */
  public double error() {
    return prediction - target;
  }
}
