package org.latticework.trainer.program.basis;

/**
 * Real spherical harmonics up to degree 2, component-normalized (their squares add up to 2l + 1),
 * in e3nn's order: Y₁ = √3 (x, y, z), Y₂ = √15 (xz, xy, (y² − (x² + z²)/2)/√3, yz, (z² − x²)/2).
 */
public final class SphericalHarmonics {
  /** The highest degree. */
  public static final int HIGHEST = 2;

  private static final double ROOT_3 = Math.sqrt(3);
  private static final double ROOT_15 = Math.sqrt(15);

  private SphericalHarmonics() {}

  /**
   * Evaluates the harmonics of a degree.
   *
   * @param degree l, 0 to 2
   * @param x first component of a direction, which need not have length 1
   * @param values receives 2l + 1 numbers
   */
  public static void evaluate(int degree, double x, double y, double z, double[] values) {
    double length = Math.sqrt(x * x + y * y + z * z);
    double a = x / length;
    double b = y / length;
    double c = z / length;
    switch (degree) {
      case 0 -> values[0] = 1;
      case 1 -> {
        values[0] = ROOT_3 * a;
        values[1] = ROOT_3 * b;
        values[2] = ROOT_3 * c;
      }
      case 2 -> {
        values[0] = ROOT_15 * a * c;
        values[1] = ROOT_15 * a * b;
        values[2] = ROOT_15 / ROOT_3 * (b * b - (a * a + c * c) / 2);
        values[3] = ROOT_15 * b * c;
        values[4] = ROOT_15 / 2 * (c * c - a * a);
      }
      default -> throw new IllegalArgumentException("No harmonics of degree " + degree);
    }
  }
}
