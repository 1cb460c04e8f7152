package org.latticework.featurizer.fingerprint;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Average minimum distances of each element: the mean, over its atoms, of the distance to the first
 * neighbor, the second, up to the twelfth, whatever their elements. Comparable for all crystals of
 * the same elements, whatever their formulas.
 */
public final class MeanDistances implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Neighbors counted. */
  public static final int NEIGHBORS = 12;

  private final int[] elements; // E; atomic numbers, ascending
  private final float[] means; // E × 12; Å

  /**
   * @param elements E atomic numbers, ascending
   * @param means E × 12 distances, Å
   */
  public MeanDistances(int[] elements, float[] means) {
    if (means.length != elements.length * NEIGHBORS) {
      throw new IllegalArgumentException(
          "%d elements have %d mean distances, got %d"
              .formatted(elements.length, elements.length * NEIGHBORS, means.length));
    }
    this.elements = elements.clone();
    this.means = means.clone();
  }

  /** Returns the E × 12 distances, Å. */
  public float[] values() {
    return means.clone();
  }

  /** Returns whether these are of a crystal of the same elements. */
  public boolean isComparable(MeanDistances other) {
    return Arrays.equals(elements, other.elements);
  }

  /**
   * Returns the mean over the elements of the root mean square difference, Å.
   *
   * @throws IllegalArgumentException if the elements are not the same
   */
  public double distance(MeanDistances other) {
    if (!isComparable(other)) {
      throw new IllegalArgumentException("Crystals of other elements have no such distance");
    }
    double sum = 0;
    for (int e = 0; e < elements.length; e++) {
      double squares = 0;
      for (int k = e * NEIGHBORS; k < (e + 1) * NEIGHBORS; k++) {
        double difference = (double) means[k] - other.means[k];
        squares += difference * difference;
      }
      sum += Math.sqrt(squares / NEIGHBORS);
    }
    return sum / elements.length;
  }
}
