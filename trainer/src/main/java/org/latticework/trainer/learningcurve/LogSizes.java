package org.latticework.trainer.learningcurve;

/** ln N of each size about its mean over the runs, and means over the runs of numbers by size. */
final class LogSizes {
  private final double[] weights; // J; share of the size in the runs
  private final double[] x; // J; ln N less its mean
  private final double center; // mean of ln N

  /**
   * Makes them.
   *
   * @param logSizes ln N, J, ascending
   * @param runs number of runs of each size, J; positive
   */
  LogSizes(double[] logSizes, int[] runs) {
    double sum = 0;
    for (int ofSize : runs) {
      sum += ofSize;
    }
    weights = new double[runs.length];
    for (int j = 0; j < runs.length; j++) {
      weights[j] = runs[j] / sum;
    }
    center = mean(logSizes);
    x = centered(logSizes);
  }

  /** Returns the number of sizes, J. */
  int size() {
    return x.length;
  }

  /** Returns ln N of a size less {@link #center()}. */
  double x(int size) {
    return x[size];
  }

  /** Returns the mean of ln N over the runs. */
  double center() {
    return center;
  }

  /** Returns the mean of values, J. */
  double mean(double[] values) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * values[j];
    }
    return sum;
  }

  /** Returns the mean of products of values, J and J. */
  double product(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * left[j] * right[j];
    }
    return sum;
  }

  /** Returns values less their mean, J. */
  double[] centered(double[] values) {
    double mean = mean(values);
    double[] centered = values.clone();
    for (int j = 0; j < centered.length; j++) {
      centered[j] -= mean;
    }
    return centered;
  }

  /** Returns the slope of the line of least squares through values, J. */
  double slope(double[] values) {
    return product(x, centered(values)) / product(x, x);
  }

  /** Returns values less the line of least squares through them, J. */
  double[] withoutLine(double[] values) {
    double slope = slope(values);
    double[] rest = centered(values);
    for (int j = 0; j < rest.length; j++) {
      rest[j] -= slope * x[j];
    }
    return rest;
  }
}
