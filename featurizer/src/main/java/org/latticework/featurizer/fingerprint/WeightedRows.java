package org.latticework.featurizer.fingerprint;

import java.util.Arrays;

/**
 * Rows of sorted distances with weights: R points of a space, and how much of the crystal each is.
 * Rows are of kinds, such as the element of the central atom; only rows of one kind are compared,
 * and they are of one length.
 */
public final class WeightedRows {
  private final int[] kinds; // R; ascending
  private final double[] weights; // R; sum 1
  private final float[][] rows; // R × K of the kind; Å, or in units of the cell's size
  private final int[] starts; // kinds + 1; where the rows of each begin
  private final double[][] means; // kinds × K; the mean row of each
  private final double[] shares; // kinds; sum of their weights
  private final double mean; // of all numbers, each row as its weight

  /**
   * @param kinds R numbers, ascending
   * @param weights R positive numbers, of sum 1
   * @param rows R rows; those of one kind are of one length
   */
  WeightedRows(int[] kinds, double[] weights, float[][] rows) {
    this.kinds = kinds;
    this.weights = weights;
    this.rows = rows;
    starts = starts(kinds);
    means = new double[starts.length - 1][];
    shares = new double[starts.length - 1];
    double sum = 0;
    for (int kind = 0; kind < means.length; kind++) {
      means[kind] = meanRow(kind);
      for (int r = starts[kind]; r < starts[kind + 1]; r++) {
        shares[kind] += weights[r];
      }
      sum += shares[kind] * Arrays.stream(means[kind]).average().orElse(0);
    }
    mean = sum;
  }

  private static int[] starts(int[] kinds) {
    int[] starts = new int[kinds.length + 1];
    int count = 0;
    for (int r = 1; r < kinds.length; r++) {
      if (kinds[r] < kinds[r - 1]) {
        throw new IllegalArgumentException("Rows are to be sorted by kind");
      }
      if (kinds[r] > kinds[r - 1]) {
        starts[++count] = r;
      }
    }
    starts[++count] = kinds.length;
    return Arrays.copyOf(starts, count + 1);
  }

  private double[] meanRow(int kind) {
    double[] sum = new double[rows[starts[kind]].length];
    double weight = 0;
    for (int r = starts[kind]; r < starts[kind + 1]; r++) {
      weight += weights[r];
      for (int k = 0; k < sum.length; k++) {
        sum[k] += weights[r] * rows[r][k];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= weight;
    }
    return sum;
  }

  /** Returns R. */
  public int count() {
    return rows.length;
  }

  /** Returns the mean of all numbers. Of two crystals it differs by no more than their distance. */
  public double mean() {
    return mean;
  }

  /** Returns whether rows of these kinds and lengths, with these shares, can be compared. */
  boolean isComparable(WeightedRows other) {
    boolean comparable = means.length == other.means.length;
    for (int kind = 0; comparable && kind < means.length; kind++) {
      comparable =
          kinds[starts[kind]] == other.kinds[other.starts[kind]]
              && means[kind].length == other.means[kind].length
              && Math.abs(shares[kind] - other.shares[kind]) < 1e-6; // shares are of whole atoms
    }
    return comparable;
  }

  /**
   * Returns the earth mover's distance: the least mean way, in root mean squares of differences of
   * rows, that turns these rows into the others, within each kind.
   *
   * @param limit beyond which the number does not matter
   * @return positive infinity where it exceeds the limit
   * @throws IllegalArgumentException if the two are of other kinds, lengths or shares
   */
  public double distance(WeightedRows other, double limit) {
    if (!isComparable(other)) {
      throw new IllegalArgumentException(
          "Rows are comparable only where elements and amounts are the same");
    }
    double bound = boundOf(other);
    double distance = 0;
    for (int kind = 0; kind < means.length && bound <= limit; kind++) {
      double way = way(kind, other);
      distance += way;
      bound += way - shares[kind] * rms(means[kind], other.means[kind]);
    }
    return bound <= limit ? distance : Double.POSITIVE_INFINITY;
  }

  /** Returns the distance of the mean rows: by convexity no more than that of the rows. */
  double boundOf(WeightedRows other) {
    double bound = 0;
    for (int kind = 0; kind < means.length; kind++) {
      bound += shares[kind] * rms(means[kind], other.means[kind]);
    }
    return bound;
  }

  private double way(int kind, WeightedRows other) {
    int rowCount = starts[kind + 1] - starts[kind];
    int columnCount = other.starts[kind + 1] - other.starts[kind];
    double[][] costs = new double[rowCount][columnCount];
    for (int r = 0; r < rowCount; r++) {
      for (int c = 0; c < columnCount; c++) {
        costs[r][c] = rms(rows[starts[kind] + r], other.rows[other.starts[kind] + c]);
      }
    }
    double[] supplies = Arrays.copyOfRange(weights, starts[kind], starts[kind + 1]);
    double[] demands =
        Arrays.copyOfRange(other.weights, other.starts[kind], other.starts[kind + 1]);
    return Transport.cost(supplies, demands, costs);
  }

  private static double rms(float[] a, float[] b) {
    double squares = 0;
    for (int k = 0; k < a.length; k++) {
      double difference = (double) a[k] - b[k];
      squares += difference * difference;
    }
    return a.length == 0 ? 0 : Math.sqrt(squares / a.length);
  }

  private static double rms(double[] a, double[] b) {
    double squares = 0;
    for (int k = 0; k < a.length; k++) {
      squares += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return a.length == 0 ? 0 : Math.sqrt(squares / a.length);
  }
}
