package org.latticework.featurizer.crystal;

import java.util.List;

/** The same crystal, described by another cell. */
public final class OtherCell {
  private OtherCell() {}

  /**
   * Returns a supercell, turned and with another origin.
   *
   * @param source site i is a copy of site {@code source[i] % size} of the crystal
   */
  public static Structure supercell(Structure crystal, int[] repeats, List<Integer> source) {
    int[] numbers = new int[source.size()];
    double[] fractional = new double[3 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int site = source.get(i) % crystal.size();
      int copy = source.get(i) / crystal.size();
      int[] cell = {
        copy % repeats[0], copy / repeats[0] % repeats[1], copy / (repeats[0] * repeats[1])
      };
      numbers[i] = crystal.atomicNumber(site);
      for (int axis = 0; axis < 3; axis++) {
        double moved = crystal.fractional(site, axis) + 0.31 * (axis + 1);
        fractional[3 * i + axis] = (moved + cell[axis]) / repeats[axis];
      }
    }
    Lattice cell = crystal.lattice();
    return new Structure(
        new Lattice(
            turn(cell.a().times(repeats[0])),
            turn(cell.b().times(repeats[1])),
            turn(cell.c().times(repeats[2]))),
        numbers,
        fractional);
  }

  /** Turns a vector about x by 0.7 radian, then about z by 2.1. */
  private static Vector3 turn(Vector3 v) {
    double y = Math.cos(0.7) * v.y() - Math.sin(0.7) * v.z();
    double z = Math.sin(0.7) * v.y() + Math.cos(0.7) * v.z();
    return new Vector3(
        Math.cos(2.1) * v.x() - Math.sin(2.1) * y, Math.sin(2.1) * v.x() + Math.cos(2.1) * y, z);
  }
}
