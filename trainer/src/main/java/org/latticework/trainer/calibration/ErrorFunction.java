package org.latticework.trainer.calibration;

/**
 * The error function, erf(x) = 2/√π ∫₀ˣ exp(−t²) dt.
 *
 * <p>Computed as 2/√π exp(−x²) Σ_{n ≥ 0} 2ⁿ x^(2n+1) / (1 · 3 · … · (2n + 1)), Abramowitz and
 * Stegun, 7.1.6. No term is negative, so that nothing cancels, and a hundred terms suffice. {@link
 * StrictMath} makes the result the same on every machine.
 */
final class ErrorFunction {
  private static final double FACTOR = 2 / Math.sqrt(Math.PI);

  // 1 − erf(6) = 2.2e-17 is less than half of the distance from 1 to the next double below.
  private static final double END = 6;

  private ErrorFunction() {}

  /** Returns erf(x), within 1e-14 of its value; 1 where x is infinite. */
  static double of(double x) {
    if (!(x >= 0)) {
      throw new IllegalArgumentException("Need x >= 0, got x=%s".formatted(x));
    }
    if (x >= END) {
      return 1;
    }
    double sum = x;
    double term = x;
    for (int n = 1; term > Math.ulp(sum) / 4; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return Math.min(1, FACTOR * StrictMath.exp(-x * x) * sum);
  }
}
