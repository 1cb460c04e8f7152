package org.latticework.pipeline.ingest.cif;

import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/** Distances in crystals by brute force, over the 343 cells around. */
public final class CifDistances {
  private CifDistances() {}

  /** Returns the distance from site i to the nearest site, Å; images of i count. */
  public static double nearest(Structure structure, int i) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < structure.size(); j++) {
      for (int cell = 0; cell < 343; cell++) {
        double distance = distance(structure, i, j, cell);
        if (distance > 1e-9) {
          nearest = Math.min(nearest, distance);
        }
      }
    }
    return nearest;
  }

  /** Counts the directed pairs up to a distance, Å. */
  public static int pairs(Structure structure, double cutoff) {
    int count = 0;
    for (int i = 0; i < structure.size(); i++) {
      for (int j = 0; j < structure.size(); j++) {
        for (int cell = 0; cell < 343; cell++) {
          double distance = distance(structure, i, j, cell);
          if (distance > 1e-9 && distance <= cutoff) {
            count++;
          }
        }
      }
    }
    return count;
  }

  private static double distance(Structure structure, int i, int j, int cell) {
    Vector3 image = new Vector3(cell / 49 - 3, cell / 7 % 7 - 3, cell % 7 - 3);
    Vector3 to = structure.site(j).fractional().plus(image);
    return structure
        .lattice()
        .cartesian(to.plus(structure.site(i).fractional().times(-1)))
        .length();
  }
}
