package org.latticework.report.judged;

/**
 * A range cut into equal parts.
 *
 * @param low where the first begins
 * @param high where the last ends; it belongs to the last; above {@code low}
 * @param count how many parts; at least 1
 */
public record EqualBins(double low, double high, int count) {
  public EqualBins {
    if (!(low < high && Double.isFinite(high - low) && count > 0)) {
      throw new IllegalArgumentException(
          "Bins need low < high and at least one, got %s, %s and %d".formatted(low, high, count));
    }
  }

  /** Returns bins from one number to another; about a single number where both are equal. */
  public static EqualBins between(double low, double high, int count) {
    double room = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
    return high - low > room
        ? new EqualBins(low, high, count)
        : new EqualBins(low - Math.max(0.5, room), low + Math.max(0.5, room), 1);
  }

  /** Returns the bin of a value, 0 … count − 1; −1 where it is in none. */
  public int of(double value) {
    if (!(value >= low && value <= high)) {
      return -1;
    }
    return Math.min((int) ((value - low) / (high - low) * count), count - 1);
  }

  /** Returns where a bin begins; bin {@code count} where the last ends. */
  public double from(int bin) {
    return bin == count ? high : low + (high - low) * bin / count;
  }
}
