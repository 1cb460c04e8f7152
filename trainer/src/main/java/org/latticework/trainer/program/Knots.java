package org.latticework.trainer.program;

/**
 * Distances at equal spacings at which a function of the distance is evaluated, to be interpolated
 * between them by cubic Hermite polynomials with slopes from differences (Catmull and Rom). Rows:
 * one before 0, {@code count} from 0 to the cutoff, one after it.
 *
 * @param count of distances from 0 to the cutoff; at least 4
 * @param cutoff the last of them, Å
 */
public record Knots(int count, double cutoff) {
  public Knots {
    if (!(count >= 4 && cutoff > 0)) {
      throw new IllegalArgumentException(
          "A table needs at least 4 knots and a positive cutoff, got %d and %s"
              .formatted(count, cutoff));
    }
  }

  /** Returns how many rows there are. */
  public int rows() {
    return count + 2;
  }

  /** Returns from one to the next, Å. */
  public double spacing() {
    return cutoff / (count - 1);
  }

  /** Returns the distance of a row, Å; that of the first is negative. */
  public double distance(int row) {
    return (row - 1) * spacing();
  }

  /** Returns the first of the four rows that a distance is interpolated from. */
  public int first(double distance) {
    return Math.max(0, Math.min(count - 2, (int) Math.floor(distance / spacing())));
  }

  /**
   * Computes what each of the four rows from {@link #first} on is multiplied by.
   *
   * @param distance from 0 to the cutoff, Å
   * @param factors receives four numbers, whose sum is 1
   */
  public void factors(double distance, double[] factors) {
    double t = distance / spacing() - first(distance);
    factors[0] = ((-0.5 * t + 1) * t - 0.5) * t;
    factors[1] = (1.5 * t - 2.5) * t * t + 1;
    factors[2] = ((-1.5 * t + 2) * t + 0.5) * t;
    factors[3] = (0.5 * t - 0.5) * t * t;
  }
}
