package org.latticework.featurizer.neighbor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/** Neighbors by looking at every image of every atom: slow, and too simple to be wrong. */
final class BruteForce {
  private BruteForce() {}

  /** One neighbor of an atom. */
  record Neighbor(int atom, int a, int b, int c, double distance) {
    long roundedDistance() {
      return Math.round(distance * 1e5);
    }
  }

  private static final Comparator<Neighbor> TIE_RULE =
      Comparator.comparingLong(Neighbor::roundedDistance)
          .thenComparingInt(Neighbor::atom)
          .thenComparingInt(Neighbor::a)
          .thenComparingInt(Neighbor::b)
          .thenComparingInt(Neighbor::c);

  static List<Neighbor> neighbors(Structure structure, int center, double cutoff) {
    List<Neighbor> found = new ArrayList<>();
    Lattice lattice = structure.lattice();
    Vector3 from = lattice.cartesian(structure.site(center).fractional());
    for (int j = 0; j < structure.size(); j++) {
      Vector3 to = lattice.cartesian(structure.site(j).fractional());
      int[] a = range(structure, center, j, 0, cutoff / lattice.heightA());
      int[] b = range(structure, center, j, 1, cutoff / lattice.heightB());
      int[] c = range(structure, center, j, 2, cutoff / lattice.heightC());
      for (int na = a[0]; na <= a[1]; na++) {
        for (int nb = b[0]; nb <= b[1]; nb++) {
          for (int nc = c[0]; nc <= c[1]; nc++) {
            Vector3 image = lattice.cartesian(new Vector3(na, nb, nc));
            double distance = to.plus(image).plus(from.times(-1)).length();
            if (distance > 1e-6 && distance <= cutoff) {
              found.add(new Neighbor(j, na, nb, nc, distance));
            }
          }
        }
      }
    }
    found.sort(TIE_RULE);
    return found;
  }

  /** Returns how many images {@link #neighbors} looks at, for all atoms together. */
  static double cost(Structure structure, double cutoff) {
    Lattice lattice = structure.lattice();
    return Math.pow(structure.size(), 2)
        * (2 * cutoff / lattice.heightA() + 3)
        * (2 * cutoff / lattice.heightB() + 3)
        * (2 * cutoff / lattice.heightC() + 3);
  }

  private static int[] range(Structure structure, int i, int j, int axis, double reach) {
    double apart = structure.fractional(j, axis) - structure.fractional(i, axis);
    return new int[] {(int) Math.floor(-reach - apart) - 1, (int) Math.ceil(reach - apart) + 1};
  }
}
