package org.latticework.featurizer.neighbor;

/**
 * The M periodic images of atoms that may lie within a radius of any atom of the cell, the atoms of
 * the cell themselves included. They are numbered by (atom, image lexicographic): the number of an
 * image settles ties of distance.
 */
final class ImageAtoms {
  private static final int MOST = 1 << 24;

  private final int[] atoms; // M
  private final int[] images; // 3 M; relative to the wrapped atom
  private final double[] positions; // 3 M; x of all, y of all, z of all; Å

  /**
   * @param radius Å; may exceed the largest distance asked for, never fall short of it
   * @throws UnsearchableCellException if there are more than 2^24 such images
   */
  ImageAtoms(WrappedCell cell, double radius) {
    int count = count(cell, radius);
    atoms = new int[count];
    images = new int[3 * count];
    positions = new double[3 * count];
    int next = 0;
    for (int j = 0; j < cell.atoms(); j++) {
      next = add(cell, j, radius, next);
    }
  }

  private static int count(WrappedCell cell, double radius) {
    double count = 0;
    for (int j = 0; j < cell.atoms(); j++) {
      double images = 1;
      for (int axis = 0; axis < 3; axis++) {
        images *= 1.0 + cell.lastImage(j, axis, radius) - cell.firstImage(j, axis, radius);
      }
      count += images;
    }
    if (!(count <= MOST)) {
      throw UnsearchableCellException.manyImages(count, radius, MOST);
    }
    return (int) count;
  }

  private int add(WrappedCell cell, int atom, double radius, int first) {
    int count = atoms.length;
    int lastA = cell.lastImage(atom, 0, radius);
    int firstB = cell.firstImage(atom, 1, radius);
    int lastB = cell.lastImage(atom, 1, radius);
    int firstC = cell.firstImage(atom, 2, radius);
    int lastC = cell.lastImage(atom, 2, radius);
    int k = first;
    for (int a = cell.firstImage(atom, 0, radius); a <= lastA; a++) {
      double u = cell.fractional(atom, 0) + a;
      for (int b = firstB; b <= lastB; b++) {
        double v = cell.fractional(atom, 1) + b;
        double x = u * cell.row(0) + v * cell.row(3);
        double y = u * cell.row(1) + v * cell.row(4);
        double z = u * cell.row(2) + v * cell.row(5);
        for (int c = firstC; c <= lastC; c++) {
          double w = cell.fractional(atom, 2) + c;
          atoms[k] = atom;
          images[3 * k] = a;
          images[3 * k + 1] = b;
          images[3 * k + 2] = c;
          positions[k] = x + w * cell.row(6);
          positions[count + k] = y + w * cell.row(7);
          positions[2 * count + k] = z + w * cell.row(8);
          k++;
        }
      }
    }
    return k;
  }

  /** Returns M. */
  int count() {
    return atoms.length;
  }

  int atom(int k) {
    return atoms[k];
  }

  /** Returns by how many cells image k is away from its wrapped atom along an axis. */
  int image(int k, int axis) {
    return images[3 * k + axis];
  }

  /** Returns a Cartesian coordinate of image k, Å. */
  double position(int k, int axis) {
    return positions[axis * atoms.length + k];
  }

  /** Returns the least coordinate of any image along a Cartesian axis, Å. */
  double least(int axis) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < atoms.length; k++) {
      least = Math.min(least, position(k, axis));
    }
    return least;
  }

  /** Returns the greatest such coordinate, Å. */
  double greatest(int axis) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < atoms.length; k++) {
      greatest = Math.max(greatest, position(k, axis));
    }
    return greatest;
  }
}
