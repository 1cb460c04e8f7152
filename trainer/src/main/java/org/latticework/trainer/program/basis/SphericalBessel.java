package org.latticework.trainer.program.basis;

import java.util.Arrays;

/**
 * √(2/c³) j_l(z_ln r/c) / |j_{l+1}(z_ln)|, z_ln the n-th positive zero of j_l, in the order of l,
 * then n: orthonormal on the ball of radius c. Gasteiger et al. (2020), eq. 6; beyond c the
 * distance counts as c.
 *
 * @param cutoff c, Å
 * @param orders l = 0 … orders − 1; 1 to 3
 * @param roots n = 1 … roots; 1 to 64
 */
public record SphericalBessel(double cutoff, int orders, int roots) implements RadialFunction {
  private static final int MOST_ROOTS = 64;
  private static final double[][] ZEROS = zeros(3, MOST_ROOTS);
  private static final double[][] NORMS = norms(ZEROS);

  public SphericalBessel {
    if (!(cutoff > 0
        && orders >= 1
        && orders <= ZEROS.length
        && roots >= 1
        && roots <= MOST_ROOTS)) {
      throw new IllegalArgumentException(
          "Need a positive cutoff, 1 to 3 orders and 1 to %d roots, got %s, %d, %d"
              .formatted(MOST_ROOTS, cutoff, orders, roots));
    }
  }

  /** Returns 1 / |j_{l+1}(z_ln)|. */
  private static double[][] norms(double[][] zeros) {
    double[][] norms = new double[zeros.length][];
    for (int l = 0; l < norms.length; l++) {
      int order = l + 1;
      norms[l] = Arrays.stream(zeros[l]).map(z -> 1 / Math.abs(bessel(order, z))).toArray();
    }
    return norms;
  }

  @Override
  public int size() {
    return orders * roots;
  }

  @Override
  public void evaluate(double x, double[] values) {
    double share = Math.min(x, cutoff) / cutoff;
    double scale = Math.sqrt(2 / (cutoff * cutoff * cutoff));
    for (int l = 0; l < orders; l++) {
      for (int n = 0; n < roots; n++) {
        values[l * roots + n] = scale * NORMS[l][n] * bessel(l, ZEROS[l][n] * share);
      }
    }
  }

  /** Returns the spherical Bessel function j_l of x > 0, l from 0 to 3. */
  static double bessel(int l, double x) {
    double s = Math.sin(x);
    double c = Math.cos(x);
    return switch (l) {
      case 0 -> s / x;
      case 1 -> s / (x * x) - c / x;
      case 2 -> (3 / (x * x * x) - 1 / x) * s - 3 / (x * x) * c;
      case 3 -> (15 / (x * x * x * x) - 6 / (x * x)) * s - (15 / (x * x * x) - 1 / x) * c;
      default -> throw new IllegalArgumentException("No Bessel function of order " + l);
    };
  }

  /** Returns the first positive zeros of j_0, j_1 and so on: those of j_l lie between j_{l−1}'s. */
  static double[][] zeros(int orders, int count) {
    double[][] zeros = new double[orders][];
    double[] last = new double[count + orders - 1];
    for (int k = 0; k < last.length; k++) {
      last[k] = Math.PI * (k + 1);
    }
    zeros[0] = Arrays.copyOf(last, count);
    for (int l = 1; l < orders; l++) {
      double[] next = new double[last.length - 1];
      for (int k = 0; k < next.length; k++) {
        next[k] = zeroBetween(l, last[k], last[k + 1]);
      }
      last = next;
      zeros[l] = Arrays.copyOf(last, count);
    }
    return zeros;
  }

  private static double zeroBetween(int l, double from, double to) {
    double low = from;
    double high = to;
    boolean positive = bessel(l, low) > 0;
    for (int halving = 0; halving < 80; halving++) {
      double middle = (low + high) / 2;
      if (bessel(l, middle) > 0 == positive) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
