package org.latticework.trainer.program.basis;

/**
 * (2/c) sin(nπr/c)/r u(r/c), n = 1 … N, with the envelope u of {@link PolynomialCutoff}, p = 6:
 * NequIP's.
 *
 * @param cutoff c, Å
 * @param size N
 */
public record BesselWaves(double cutoff, int size) implements RadialFunction {
  private static final int EXPONENT = 6;

  @Override
  public void evaluate(double x, double[] values) {
    double envelope = new PolynomialCutoff(cutoff, EXPONENT).value(x);
    for (int n = 1; n <= size; n++) {
      values[n - 1] = 2 / cutoff * Math.sin(n * Math.PI * x / cutoff) / x * envelope;
    }
  }
}
