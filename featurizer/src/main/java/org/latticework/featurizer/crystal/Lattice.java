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
}
