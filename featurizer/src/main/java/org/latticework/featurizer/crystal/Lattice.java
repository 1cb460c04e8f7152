package org.latticework.featurizer.crystal;

import java.io.Serializable;

/**
 * The cell of a crystal: three vectors that need not be orthogonal, nor right-handed.
 *
 * @param a first cell vector, Å
 * @param b second cell vector, Å
 * @param c third cell vector, Å
 */
public record Lattice(Vector3 a, Vector3 b, Vector3 c) implements Serializable {
  public Lattice {
    double volume = Math.abs(a.dot(b.cross(c)));
    double box = a.length() * b.length() * c.length();
    // A cell flatter than this has lost its third dimension to rounding: double has 16 digits.
    if (!(volume > 1e-12 * box)) {
      throw new IllegalArgumentException(
          "Cell vectors must span a volume, got %s Å³ from %s, %s, %s".formatted(volume, a, b, c));
    }
  }

  /**
   * Returns the lattice with the given rows.
   *
   * @param rows nine numbers, Å: a, then b, then c
   */
  public static Lattice ofRows(double[] rows) {
    if (rows.length != 9) {
      throw new IllegalArgumentException("A lattice needs 9 numbers, got " + rows.length);
    }
    return new Lattice(
        new Vector3(rows[0], rows[1], rows[2]),
        new Vector3(rows[3], rows[4], rows[5]),
        new Vector3(rows[6], rows[7], rows[8]));
  }

  /**
   * Returns a lattice with the given lengths and angles, oriented as pymatgen does: c along z, a in
   * the xz plane.
   *
   * @param a length, Å; positive
   * @param b length, Å; positive
   * @param c length, Å; positive
   * @param alpha angle between b and c, degrees; in (0, 180)
   * @param beta angle between c and a, degrees; in (0, 180)
   * @param gamma angle between a and b, degrees; in (0, 180)
   * @throws IllegalArgumentException if a number is out of its range or no cell has such angles
   */
  public static Lattice fromParameters(
      double a, double b, double c, double alpha, double beta, double gamma) {
    if (!(a > 0 && b > 0 && c > 0)) {
      throw new IllegalArgumentException(
          "Lengths of a cell must be positive, got %s, %s, %s Å".formatted(a, b, c));
    }
    double cosAlpha = cosine(alpha);
    double cosBeta = cosine(beta);
    double sinAlpha = Math.sin(Math.toRadians(alpha));
    double sinBeta = Math.sin(Math.toRadians(beta));
    // γ* is the angle between a and b in projection along c, less 180°.
    double cosGammaStar = (cosAlpha * cosBeta - cosine(gamma)) / (sinAlpha * sinBeta);
    if (!(Math.abs(cosGammaStar) < 1)) {
      throw new IllegalArgumentException(
          "No cell has the angles %s, %s, %s°".formatted(alpha, beta, gamma));
    }
    double sinGammaStar = Math.sqrt(1 - cosGammaStar * cosGammaStar);
    return new Lattice(
        new Vector3(a * sinBeta, 0, a * cosBeta),
        new Vector3(-b * sinAlpha * cosGammaStar, b * sinAlpha * sinGammaStar, b * cosAlpha),
        new Vector3(0, 0, c));
  }

  /** Returns the cosine of an angle in degrees; exactly 0 for 90°. */
  private static double cosine(double angle) {
    if (!(angle > 0 && angle < 180)) {
      throw new IllegalArgumentException("Angles of a cell lie between 0 and 180°, got " + angle);
    }
    return angle == 90 ? 0 : Math.cos(Math.toRadians(angle));
  }

  /** Returns the nine numbers a, b, c, row by row, Å. */
  public double[] rows() {
    return new double[] {a.x(), a.y(), a.z(), b.x(), b.y(), b.z(), c.x(), c.y(), c.z()};
  }

  /** Returns the volume |a · (b × c)|, Å³. */
  public double volume() {
    return Math.abs(a.dot(b.cross(c)));
  }

  /** Returns the distance between the cell's faces spanned by b and c, Å. */
  public double heightA() {
    return volume() / b.cross(c).length();
  }

  /** Returns the distance between the cell's faces spanned by c and a, Å. */
  public double heightB() {
    return volume() / c.cross(a).length();
  }

  /** Returns the distance between the cell's faces spanned by a and b, Å. */
  public double heightC() {
    return volume() / a.cross(b).length();
  }

  /** Returns the Cartesian position of a fractional one, Å. */
  public Vector3 cartesian(Vector3 fractional) {
    return a.times(fractional.x()).plus(b.times(fractional.y())).plus(c.times(fractional.z()));
  }

  /**
   * Returns the fractional position of a Cartesian one, Å: the inverse of {@link #cartesian}.
   *
   * @throws IllegalArgumentException if the position is so far away that its components overflow
   */
  public Vector3 fractional(Vector3 cartesian) {
    Vector3 normal = b.cross(c);
    double volume = a.dot(normal); // negative in a left-handed cell
    return new Vector3(
        cartesian.dot(normal) / volume,
        cartesian.dot(c.cross(a)) / volume,
        cartesian.dot(a.cross(b)) / volume);
  }
}
