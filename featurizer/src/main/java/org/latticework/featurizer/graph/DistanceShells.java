package org.latticework.featurizer.graph;

import java.util.Arrays;

/**
 * Which distances of one crystal are the same. Sorted, they fall into shells: one ends where the
 * next distance is more than 1e-4 Å longer, or would be more than 1e-3 Å longer than the shell's
 * first, so that the dense spectrum of a large disordered cell cannot chain. Where a file's digits
 * are too few for that, equal bonds stay apart, and less is merged.
 */
final class DistanceShells {
  static final double WIDTH = 1e-3; // Å
  private static final double GAP = 1e-4; // Å

  private DistanceShells() {}

  /**
   * Returns the shell of each distance: 0 for the nearest.
   *
   * @param distances of one crystal, in any order, Å
   */
  static int[] of(double[] distances) {
    double[] starts = starts(distances);
    int[] shells = new int[distances.length];
    for (int k = 0; k < shells.length; k++) {
      int place = Arrays.binarySearch(starts, distances[k]);
      shells[k] = place >= 0 ? place : -place - 2;
    }
    return shells;
  }

  /** Returns the first distance of each shell. */
  private static double[] starts(double[] distances) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    int shells = 0;
    double last = Double.NEGATIVE_INFINITY;
    for (double distance : sorted) {
      if (distance - last > GAP || distance - sorted[shells - 1] > WIDTH) {
        sorted[shells++] = distance; // what is overwritten was read before
      }
      last = distance;
    }
    return Arrays.copyOf(sorted, shells);
  }
}
