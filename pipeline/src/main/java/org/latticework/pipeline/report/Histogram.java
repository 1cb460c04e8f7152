package org.latticework.pipeline.report;

import java.io.Serializable;

/**
 * Counts of values in equal bins. The order in which values or partial histograms come makes no
 * difference.
 */
public final class Histogram implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double min;
  private final double max;
  private final long[] counts;
  private long total;
  private double squares; // of the sizes of the samples

  /**
   * Creates a histogram without values.
   *
   * @param min lower end of the first bin; finite
   * @param max upper end of the last bin; finite, not below {@code min}
   * @param bins number of bins; positive
   */
  public Histogram(double min, double max, int bins) {
    if (!(Double.isFinite(min) && Double.isFinite(max) && min <= max && bins > 0)) {
      throw new IllegalArgumentException(
          "A histogram needs finite min <= max and bins > 0, got min=%s, max=%s, bins=%d"
              .formatted(min, max, bins));
    }
    this.min = min;
    this.max = max;
    this.counts = new long[bins];
  }

  /** Counts a value drawn by itself; one outside the bounds counts in the nearest bin. */
  public void add(double value) {
    counts[bin(value)]++;
    total++;
    squares++;
  }

  /**
   * Counts values that were drawn together, such as the distances in one crystal.
   *
   * @param times how often each of them was drawn; not negative
   */
  public void addTogether(float[] values, long[] times) {
    long sum = 0;
    for (int k = 0; k < values.length; k++) {
      counts[bin(values[k])] += times[k];
      sum += times[k];
    }
    total += sum;
    squares += (double) sum * sum;
  }

  private int bin(double value) {
    double position = min == max ? 0 : (value - min) / (max - min) * counts.length;
    return (int) Math.max(0, Math.min(counts.length - 1, Math.floor(position)));
  }

  /** Adds the counts of a histogram with the same bins and returns this one. */
  public Histogram merge(Histogram other) {
    requireSameBins(other);
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] += other.counts[bin];
    }
    total += other.total;
    squares += other.squares;
    return this;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  public int bins() {
    return counts.length;
  }

  /** Returns the number of values in a bin. */
  public long count(int bin) {
    return counts[bin];
  }

  /** Returns the number of values in all bins. */
  public long total() {
    return total;
  }

  /**
   * Returns how many values drawn by themselves tell as much as these do at least, whatever the
   * values drawn together have to do with each other: (Σ m)² / Σ m² for draws of m values each, the
   * effective sample size of Kish, Survey Sampling (1965).
   *
   * @return {@link #total} where every value was drawn by itself; 0 where there are none
   */
  public double independent() {
    return total == 0 ? 0 : (double) total * total / squares;
  }

  /** Returns the share of the values that lie in a bin; 0 where there are no values. */
  public double share(int bin) {
    return total == 0 ? 0 : (double) counts[bin] / total;
  }

  /**
   * Returns how far two distributions are apart: the largest difference of their cumulative shares
   * at the ends of the bins, D = max |F(x) − G(x)|, which is the two-sample Kolmogorov-Smirnov
   * statistic of the binned values.
   *
   * @return 0 (alike) to 1 (nothing in common); NaN where one has no values
   */
  public double shift(Histogram other) {
    requireSameBins(other);
    if (total == 0 || other.total == 0) {
      return Double.NaN;
    }
    long below = 0;
    long otherBelow = 0;
    double shift = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      below += counts[bin];
      otherBelow += other.counts[bin];
      double difference = (double) below / total - (double) otherBelow / other.total;
      shift = Math.max(shift, Math.abs(difference));
    }
    return shift;
  }

  private void requireSameBins(Histogram other) {
    if (min != other.min || max != other.max || counts.length != other.counts.length) {
      throw new IllegalArgumentException(
          "Histograms must have the same bins, got %d in [%s, %s] and %d in [%s, %s]"
              .formatted(counts.length, min, max, other.counts.length, other.min, other.max));
    }
  }
}
