package org.latticework.trainer.learningcurve;

/**
 * The error after training on N crystals: error(N) = a N^−b + c, as in Hestness et al.,
 * arXiv:1712.00409 (2017).
 *
 * @param a error above the floor at N = 1, in the unit of the error; positive
 * @param b exponent; not negative
 * @param c floor, what no number of crystals removes, in the unit of the error; not negative
 */
public record PowerLaw(double a, double b, double c) {
  public PowerLaw {
    boolean finite = a < Double.POSITIVE_INFINITY && c < Double.POSITIVE_INFINITY;
    if (!(finite && a > 0 && b >= 0 && b < Double.POSITIVE_INFINITY && c >= 0)) {
      throw new IllegalArgumentException(
          "Need finite a > 0, b >= 0 and c >= 0, got a=%s, b=%s, c=%s".formatted(a, b, c));
    }
  }

  /**
   * Returns the error that the law gives.
   *
   * @param crystals N; positive
   * @throws IllegalArgumentException if it is not
   */
  public double error(long crystals) {
    if (crystals < 1) {
      throw new IllegalArgumentException(
          "Need a positive number of crystals, got %d".formatted(crystals));
    }
    return a * Math.pow((double) crystals, -b) + c;
  }
}
