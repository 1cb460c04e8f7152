package org.latticework.trainer.calibration;

/** Central intervals of the normal distribution by Simpson's rule, to 1e-12. */
final class GaussianIntegral {
  private static final int STEPS = 4000;

  private GaussianIntegral() {}

  /** Returns the probability of less than so many standard deviations from the mean. */
  static double level(double deviations) {
    double step = deviations / STEPS;
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double weight = i == 0 || i == STEPS ? 1 : i % 2 == 0 ? 2 : 4;
      double x = i * step;
      sum += weight * Math.exp(-x * x / 2);
    }
    return sum * step / 3 * Math.sqrt(2 / Math.PI);
  }

  /** Returns half the width of the central interval of a level below 0.9999, by bisection. */
  static double halfWidth(double level) {
    double low = 0;
    double high = 4;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (level(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
