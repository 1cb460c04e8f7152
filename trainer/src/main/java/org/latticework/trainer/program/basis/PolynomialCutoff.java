package org.latticework.trainer.program.basis;

/**
 * 1 − (p + 1)(p + 2)/2 xᵖ + p (p + 2) xᵖ⁺¹ − p (p + 1)/2 xᵖ⁺² with x = r / c, 0 beyond c: value,
 * slope and curvature vanish at c. Gasteiger et al. (2020), eq. 8; M3GNet's has p = 3.
 *
 * @param cutoff c, Å
 * @param exponent p
 */
public record PolynomialCutoff(double cutoff, int exponent) implements RadialFunction {
  @Override
  public int size() {
    return 1;
  }

  @Override
  public void evaluate(double x, double[] values) {
    values[0] = value(x);
  }

  /** Returns the only value. */
  public double value(double distance) {
    double x = distance / cutoff;
    double p = exponent;
    if (!(x < 1)) {
      return 0;
    }
    return 1
        - (p + 1) * (p + 2) / 2 * Math.pow(x, p)
        + p * (p + 2) * Math.pow(x, p + 1)
        - p * (p + 1) / 2 * Math.pow(x, p + 2);
  }
}
