package org.latticework.trainer.calibration;

/** The error of a prediction in units of its predicted deviation. */
public final class Score {
  private Score() {}

  /**
   * Returns r = |y − μ| / s. Where s = 0 it is infinite, or 0 if the prediction is the target.
   *
   * @param target y, in the unit of the target; finite
   * @param prediction μ, in the unit of the target; finite
   * @param deviation s, in the unit of the target; finite, not negative
   * @throws IllegalArgumentException if a number or y − μ is not finite, or s is negative
   */
  public static double of(double target, double prediction, double deviation) {
    return of(error(target, prediction), checked(deviation));
  }

  /** Returns the score of an absolute error; neither argument may be negative or NaN. */
  static double of(double error, double deviation) {
    return error == 0 ? 0 : error / deviation;
  }

  /** Returns |y − μ|, or refuses what is not finite. */
  static double error(double target, double prediction) {
    double error = Math.abs(target - prediction);
    if (!Double.isFinite(error)) {
      throw new IllegalArgumentException(
          "Need a target, a prediction and a difference that are finite, got target=%s, prediction=%s"
              .formatted(target, prediction));
    }
    return error;
  }

  /** Returns s, without the sign of a negative zero, or refuses what is no deviation. */
  static double checked(double deviation) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Need a finite deviation >= 0, got deviation=%s".formatted(deviation));
    }
    return deviation + 0.0;
  }
}
