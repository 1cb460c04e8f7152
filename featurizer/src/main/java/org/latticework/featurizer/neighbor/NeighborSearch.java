package org.latticework.featurizer.neighbor;

import java.io.Serializable;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/** Finds neighbors. */
public final class NeighborSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sites nearer than this are one place written twice, Å. */
  public static final double COINCIDENCE = 1e-3;

  private static final double TOLERANCE = 1e-8; // Å; a pair at exactly the cutoff belongs to it

  private final double cutoff;

  /**
   * @param cutoff largest distance of a pair, Å; in (0, 1000]
   */
  public NeighborSearch(double cutoff) {
    this.cutoff = cutoff;
  }

  /** Returns all directed pairs with 0 &lt; d ≤ cutoff. */
  public NeighborList all(Structure structure) {
    return nearest(structure, Integer.MAX_VALUE);
  }

  /** Returns the nearest pairs of each atom, at most {@code count}, with 0 &lt; d ≤ cutoff. */
  public NeighborList nearest(Structure structure, int count) {
    int atoms = structure.size();
    NeighborList.Builder pairs = new NeighborList.Builder(atoms, 16 * atoms);
    for (int i = 0; i < atoms; i++) {
      int center = i;
      java.util.List<double[]> found = new java.util.ArrayList<>();
      for (int j = 0; j < atoms; j++) {
        collect(structure, center, j, found);
      }
      found.sort(
          java.util.Comparator.<double[]>comparingDouble(p -> Math.rint(p[4] * 1e5))
              .thenComparingDouble(p -> p[0])
              .thenComparingDouble(p -> p[1])
              .thenComparingDouble(p -> p[2])
              .thenComparingDouble(p -> p[3]));
      for (double[] p : found.subList(0, Math.min(count, found.size()))) {
        pairs.add((int) p[0], (int) p[1], (int) p[2], (int) p[3], p[4]);
      }
      pairs.endAtom();
    }
    return pairs.build();
  }

  private void collect(Structure structure, int i, int j, java.util.List<double[]> found) {
    Lattice lattice = structure.lattice();
    double[] l = lattice.rows();
    double[] reach = {
      cutoff / lattice.heightA(), cutoff / lattice.heightB(), cutoff / lattice.heightC()
    };
    double[] f = new double[3];
    int[] from = new int[3];
    int[] to = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      f[axis] = structure.fractional(j, axis) - structure.fractional(i, axis);
      from[axis] = (int) Math.floor(-reach[axis] - f[axis]);
      to[axis] = (int) Math.ceil(reach[axis] - f[axis]);
    }
    for (int a = from[0]; a <= to[0]; a++) {
      for (int b = from[1]; b <= to[1]; b++) {
        for (int c = from[2]; c <= to[2]; c++) {
          double u = f[0] + a;
          double v = f[1] + b;
          double w = f[2] + c;
          double x = u * l[0] + v * l[3] + w * l[6];
          double y = u * l[1] + v * l[4] + w * l[7];
          double z = u * l[2] + v * l[5] + w * l[8];
          double distance = Math.sqrt(x * x + y * y + z * z);
          boolean itself = i == j && a == 0 && b == 0 && c == 0;
          if (distance <= cutoff + TOLERANCE && !itself) {
            if (distance < COINCIDENCE) {
              throw new CoincidentSitesException(structure, i, j, distance);
            }
            found.add(new double[] {j, a, b, c, distance});
          }
        }
      }
    }
  }
}
