package org.latticework.jobs.predictor;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Vectors that a network has made of crystals, to look for those that lie near another. Distances
 * are Euclidean, in the network's own units. Letters: N crystals, vectors of d numbers.
 */
public final class CrystalVectors implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 16; // numbers between two looks at the distance so far

  private final List<String> materialIds; // N
  private final float[] vectors; // N × d
  private final int width; // d

  /**
   * A crystal that lies near.
   *
   * @param distance of its vector
   */
  public record Near(String materialId, double distance) {}

  /**
   * Keeps vectors.
   *
   * @param materialIds N names
   * @param vectors N × d; not copied
   */
  public CrystalVectors(List<String> materialIds, float[] vectors) {
    this.materialIds = List.copyOf(materialIds);
    this.vectors = vectors;
    this.width = materialIds.isEmpty() ? 0 : vectors.length / materialIds.size();
    if (width * materialIds.size() != vectors.length) {
      throw new IllegalArgumentException(
          "%d numbers are no vectors of %d crystals".formatted(vectors.length, materialIds.size()));
    }
  }

  public static CrystalVectors none() {
    return new CrystalVectors(List.of(), new float[0]);
  }

  public boolean isEmpty() {
    return materialIds.isEmpty();
  }

  /**
   * Returns the crystals that lie nearest, the nearest first; of equals those that were kept first.
   *
   * @param vector d numbers
   * @param count how many, if there are as many
   */
  public List<Near> nearest(float[] vector, int count) {
    PriorityQueue<Place> best =
        new PriorityQueue<>(
            Comparator.comparingDouble(Place::square).thenComparing(Place::index).reversed());
    for (int k = 0; k < materialIds.size(); k++) {
      double farthest = best.size() < count ? Double.POSITIVE_INFINITY : best.element().square();
      double square = square(vector, k, farthest);
      if (square < farthest) {
        if (best.size() == count) {
          best.remove();
        }
        best.add(new Place(k, square));
      }
    }
    List<Near> nearest = new ArrayList<>();
    while (!best.isEmpty()) {
      Place place = best.remove();
      nearest.add(0, new Near(materialIds.get(place.index()), Math.sqrt(place.square())));
    }
    return nearest;
  }

  private record Place(int index, double square) {}

  /** Returns the square of a distance; where it is beyond a bound, anything beyond it. */
  private double square(float[] vector, int crystal, double bound) {
    double sum = 0;
    for (int from = 0; from < width && sum < bound; from += BLOCK) {
      int to = Math.min(from + BLOCK, width);
      for (int c = from; c < to; c++) {
        double difference = (double) vector[c] - vectors[crystal * width + c];
        sum += difference * difference;
      }
    }
    return sum;
  }
}
