package org.latticework.report.filters;

import java.util.Arrays;

/**
 * The channels f_1 … f_F of a filter at one distance.
 *
 * @param block 1 … T
 * @param distance r, Å
 * @param strength their root mean square √(Σ f² / F)
 * @param low a tenth of them are below
 * @param median half of them are below
 * @param high nine tenths of them are below
 */
public record FilterPoint(
    int block, double distance, double strength, double low, double median, double high) {
  public FilterPoint {
    if (!(block >= 1 && distance >= 0 && Double.isFinite(distance))) {
      throw new IllegalArgumentException(
          "Need block >= 1 and distance >= 0, got %d and %s Å".formatted(block, distance));
    }
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException(
          "The filter of block %d at %s Å has numbers that are not finite"
              .formatted(block, distance));
    }
  }

  /**
   * Sums up the channels.
   *
   * @param channels F numbers, at least one
   * @throws IllegalArgumentException if one is not finite
   */
  public static FilterPoint of(int block, double distance, double[] channels) {
    double[] sorted = channels.clone();
    Arrays.sort(sorted);
    double squares = Arrays.stream(channels).map(f -> f * f).sum();
    return new FilterPoint(
        block,
        distance,
        Math.sqrt(squares / channels.length),
        quantile(sorted, 0.1),
        quantile(sorted, 0.5),
        quantile(sorted, 0.9));
  }

  /** Interpolates between order statistics, as numpy does. */
  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
