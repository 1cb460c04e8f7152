package org.latticework.featurizer.neighbor;

import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/** The N atoms of a structure, each moved by whole cells into the cell at the origin. */
final class WrappedCell {
  // Beyond this a double says too little about where in its cell an atom is (1e-10 cells).
  private static final double FARTHEST = 1e6;

  private final Structure structure;
  private final double[] rows; // 9; lattice
  private final double[] heights = new double[3]; // Å
  private final double[] fractional; // 3 N; in [0, 1], and 1 only by rounding
  private final int[] shifts; // 3 N; by how many cells each atom was moved back
  private final double[] least = {1, 1, 1};
  private final double[] greatest = {0, 0, 0};

  /**
   * @throws UnsearchableCellException if a site lies more than a million cells away
   */
  WrappedCell(Structure structure) {
    this.structure = structure;
    Lattice lattice = structure.lattice();
    rows = lattice.rows();
    heights[0] = lattice.heightA();
    heights[1] = lattice.heightB();
    heights[2] = lattice.heightC();
    fractional = new double[3 * structure.size()];
    shifts = new int[fractional.length];
    for (int k = 0; k < fractional.length; k++) {
      wrap(k / 3, k % 3);
    }
  }

  private void wrap(int atom, int axis) {
    double f = structure.fractional(atom, axis);
    if (!(Math.abs(f) <= FARTHEST)) {
      throw UnsearchableCellException.farSite(structure, atom, f, FARTHEST);
    }
    double floor = Math.floor(f);
    double wrapped = f - floor;
    shifts[3 * atom + axis] = (int) floor;
    fractional[3 * atom + axis] = wrapped;
    least[axis] = Math.min(least[axis], wrapped);
    greatest[axis] = Math.max(greatest[axis], wrapped);
  }

  Structure structure() {
    return structure;
  }

  /** Returns N. */
  int atoms() {
    return shifts.length / 3;
  }

  /** Returns one of the nine numbers of the lattice, Å. */
  double row(int k) {
    return rows[k];
  }

  double fractional(int atom, int axis) {
    return fractional[3 * atom + axis];
  }

  /** Returns how many cells an atom was moved back along an axis. */
  int shift(int atom, int axis) {
    return shifts[3 * atom + axis];
  }

  /** Returns a Cartesian coordinate of an image of an atom, Å. */
  double cartesian(int atom, int axis) {
    return fractional[3 * atom] * rows[axis]
        + fractional[3 * atom + 1] * rows[3 + axis]
        + fractional[3 * atom + 2] * rows[6 + axis];
  }

  /**
   * Returns the first image of an atom along an axis that may lie within a distance of any atom of
   * the cell: fractional coordinates along the axis then differ by at most radius / height.
   */
  int firstImage(int atom, int axis, double radius) {
    return (int) Math.ceil(least[axis] - radius / heights[axis] - fractional(atom, axis));
  }

  /** Returns the last such image. */
  int lastImage(int atom, int axis, double radius) {
    return (int) Math.floor(greatest[axis] + radius / heights[axis] - fractional(atom, axis));
  }

  /**
   * Returns |(f_j + m − f_i) · L|, Å. Exactly the same from j to i with −m: every step but the
   * squares only changes its sign.
   */
  double distance(int i, int j, int imageA, int imageB, int imageC) {
    double u = fractional[3 * j] - fractional[3 * i] + imageA;
    double v = fractional[3 * j + 1] - fractional[3 * i + 1] + imageB;
    double w = fractional[3 * j + 2] - fractional[3 * i + 2] + imageC;
    double x = u * rows[0] + v * rows[3] + w * rows[6];
    double y = u * rows[1] + v * rows[4] + w * rows[7];
    double z = u * rows[2] + v * rows[5] + w * rows[8];
    return Math.sqrt(x * x + y * y + z * z);
  }
}
