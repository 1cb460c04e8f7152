package org.latticework.trainer.program.basis;

/**
 * exp(−γ (x − μ_k)²) with K centers μ_k at equal spacings.
 *
 * @param first μ of the first
 * @param last μ of the last
 * @param size K; at least 2
 * @param gamma γ, one over the square of x's unit
 */
public record Gaussians(double first, double last, int size, double gamma)
    implements RadialFunction {
  public Gaussians {
    if (!(size >= 2 && last > first && gamma > 0)) {
      throw new IllegalArgumentException(
          "Need at least 2 Gaussians between rising centers, and a positive exponent, got "
              + "%d from %s to %s, %s".formatted(size, first, last, gamma));
    }
  }

  /** Returns from one center to the next. */
  public double spacing() {
    return (last - first) / (size - 1);
  }

  @Override
  public void evaluate(double x, double[] values) {
    for (int k = 0; k < size; k++) {
      double off = x - (first + k * spacing());
      values[k] = Math.exp(-gamma * off * off);
    }
  }
}
