package org.latticework.trainer.program.basis;

import java.util.ArrayList;
import java.util.List;

/**
 * How harmonics of two degrees couple to a third: ∫ Y_a Y_b Y_c over the sphere, divided by its
 * Frobenius norm. For an even sum of degrees that is the Wigner 3j symbol in the basis of {@link
 * SphericalHarmonics}, sign included. Computed by a quadrature that is exact for these polynomials:
 * 8 points of Gauss and Legendre times 16 azimuths.
 */
public final class Coupling {
  private static final int HEIGHTS = 8;
  private static final int AZIMUTHS = 16;
  private static final double ZERO = 1e-14; // rounding of what vanishes by symmetry

  private Coupling() {}

  /** One element that does not vanish: a of l₁, b of l₂, c of l₃. */
  public record Element(int a, int b, int c, double value) {}

  /**
   * Returns the elements that do not vanish, in the order of a, b, c.
   *
   * @param first l₁
   * @param second l₂
   * @param third l₃; the sum of the three is even, and none is above the sum of the others
   */
  public static List<Element> elements(int first, int second, int third) {
    double[] integrals = integrals(first, second, third);
    double square = 0;
    for (double integral : integrals) {
      square += integral * integral;
    }
    double norm = Math.sqrt(square);
    List<Element> elements = new ArrayList<>();
    int columns = 2 * third + 1;
    int rows = 2 * second + 1;
    for (int k = 0; k < integrals.length; k++) {
      if (Math.abs(integrals[k]) > ZERO) {
        elements.add(
            new Element(
                k / (rows * columns), k / columns % rows, k % columns, integrals[k] / norm));
      }
    }
    return elements;
  }

  private static double[] integrals(int first, int second, int third) {
    double[] sums = new double[(2 * first + 1) * (2 * second + 1) * (2 * third + 1)];
    double[] one = new double[2 * first + 1];
    double[] two = new double[2 * second + 1];
    double[] three = new double[2 * third + 1];
    for (int k = 0; k < HEIGHTS; k++) {
      double z = legendreZero(k);
      double weight = legendreWeight(z) / (2 * AZIMUTHS);
      double radius = Math.sqrt(1 - z * z);
      for (int q = 0; q < AZIMUTHS; q++) {
        double angle = 2 * Math.PI * q / AZIMUTHS;
        double x = radius * Math.cos(angle);
        double y = radius * Math.sin(angle);
        SphericalHarmonics.evaluate(first, x, y, z, one);
        SphericalHarmonics.evaluate(second, x, y, z, two);
        SphericalHarmonics.evaluate(third, x, y, z, three);
        add(weight, one, two, three, sums);
      }
    }
    return sums;
  }

  private static void add(
      double weight, double[] one, double[] two, double[] three, double[] sums) {
    int at = 0;
    for (double a : one) {
      for (double b : two) {
        for (double c : three) {
          sums[at++] += weight * a * b * c;
        }
      }
    }
  }

  /** Returns the k-th zero of P_8, by Newton's method. */
  private static double legendreZero(int k) {
    double x = Math.cos(Math.PI * (k + 0.75) / (HEIGHTS + 0.5));
    for (int step = 0; step < 20; step++) {
      x -= legendre(HEIGHTS, x) / slope(x);
    }
    return x;
  }

  private static double legendreWeight(double x) {
    double slope = slope(x);
    return 2 / ((1 - x * x) * slope * slope);
  }

  private static double slope(double x) {
    return HEIGHTS * (x * legendre(HEIGHTS, x) - legendre(HEIGHTS - 1, x)) / (x * x - 1);
  }

  private static double legendre(int degree, double x) {
    double before = 1;
    double value = x;
    for (int n = 2; n <= degree; n++) {
      double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
      before = value;
      value = next;
    }
    return value;
  }
}
