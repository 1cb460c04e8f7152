package org.latticework.report.judged;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Finite numbers in their order: their mean, how they spread, and their quantiles. */
public final class Distribution {
  private final double[] sorted; // n, from the least

  private Distribution(double[] sorted) {
    this.sorted = sorted;
  }

  /** Sorts numbers; those that are not finite are left out. */
  public static Distribution of(DoubleStream numbers) {
    return new Distribution(numbers.filter(Double::isFinite).sorted().toArray());
  }

  /** Returns how many there are. */
  public int count() {
    return sorted.length;
  }

  /** Returns the arithmetic mean; NaN of none. */
  public double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /** Returns the standard deviation, √(Σ(x − mean)² / (n − 1)); NaN of fewer than two. */
  public double deviation() {
    double mean = mean();
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    return sorted.length < 2 ? Double.NaN : Math.sqrt(squares / (sorted.length - 1));
  }

  /**
   * Returns the number below which a share of all lies; between two of them in a straight line
   * (Hyndman and Fan's type 7, as NumPy has it).
   *
   * @param share 0 … 1
   * @return NaN of none
   */
  public double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  }

  /** Returns the least; NaN of none. */
  public double min() {
    return quantile(0);
  }

  /** Returns the largest; NaN of none. */
  public double max() {
    return quantile(1);
  }

  /** Returns the numbers from the least to the largest. */
  public DoubleStream stream() {
    return Arrays.stream(sorted);
  }
}
