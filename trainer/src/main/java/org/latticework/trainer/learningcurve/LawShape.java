package org.latticework.trainer.learningcurve;

/**
 * A power law with a floor but for its height: ln error = α + ln(e^−bx + e^z), where x is ln N
 * about its mean and e^z the floor in units of the falling part there. α has a closed form.
 */
final class LawShape {
  private final LogSizes sizes;
  private final double b;
  private final double z;
  private final double[] logs; // J; ln(e^−bx + e^z) less its mean
  private final double meanLog;
  private final double[] floors; // J; share of the floor in the error

  /**
   * Makes a shape.
   *
   * @param b exponent; positive
   * @param z logarithm of the floor in units of the falling part
   */
  LawShape(LogSizes sizes, double b, double z) {
    this.sizes = sizes;
    this.b = b;
    this.z = z;
    floors = new double[sizes.size()];
    double[] raw = new double[sizes.size()];
    for (int j = 0; j < raw.length; j++) {
      double falling = -b * sizes.x(j);
      double less = Math.exp(-Math.abs(z - falling)); // over the larger, so that it is finite
      raw[j] = Math.max(z, falling) + Math.log1p(less);
      floors[j] = (z > falling ? 1 : less) / (1 + less);
    }
    meanLog = sizes.mean(raw);
    logs = sizes.centered(raw);
  }

  /**
   * Returns the law of this shape that is nearest.
   *
   * @param meanY mean of ln error over all runs
   */
  PowerLaw law(double meanY) {
    double alpha = meanY - meanLog;
    return new PowerLaw(Math.exp(alpha + b * sizes.center()), b, Math.exp(alpha + z));
  }

  /**
   * Returns the mean square over the runs of what is left of ln error.
   *
   * @param y mean of ln error of each size, less the mean over all runs, J
   */
  double square(double[] y) {
    double[] rest = rest(y);
    return sizes.product(rest, rest);
  }

  private double[] rest(double[] y) {
    double[] rest = y.clone();
    for (int j = 0; j < rest.length; j++) {
      rest[j] -= logs[j];
    }
    return rest;
  }

  /**
   * Returns the shape a step of Levenberg and Marquardt further; b at most doubles or halves.
   *
   * @param y as in {@link #square}
   * @param damping λ, relative to the diagonal
   * @param maxB largest b
   */
  LawShape step(double[] y, double damping, double maxB) {
    double[] falling = new double[y.length];
    for (int j = 0; j < y.length; j++) {
      falling[j] = -sizes.x(j) * (1 - floors[j]);
    }
    double[] byB = sizes.centered(falling); // derivatives of logs
    double[] byZ = sizes.centered(floors);
    double[] rest = rest(y);
    double bb = sizes.product(byB, byB) * (1 + damping);
    double zz = sizes.product(byZ, byZ) * (1 + damping);
    double bz = sizes.product(byB, byZ);
    double downB = sizes.product(byB, rest);
    double downZ = sizes.product(byZ, rest);
    double up = Math.min(b, maxB - b);
    double free = (zz * downB - bz * downZ) / (bb * zz - bz * bz);
    // Where one step meets a bound, the other is the best beside it.
    double stepZ = bounded((downZ - bz * bounded(free, -b / 2, up)) / zz, -2, 2);
    double stepB = bounded((downB - bz * stepZ) / bb, -b / 2, up);
    return new LawShape(sizes, b + stepB, z + stepZ);
  }

  private static double bounded(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }
}
