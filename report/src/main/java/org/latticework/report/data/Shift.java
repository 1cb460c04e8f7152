package org.latticework.report.data;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One quantity among what was there and among what came.
 *
 * @param name of the quantity: a column
 * @param meaning in words, with the unit
 * @param bins side by side, from the least value to the greatest
 * @param distance D, Kolmogorov and Smirnov's distance of the two, 0 to 1; NaN where one of them
 *     has no values
 * @param shifted whether D is larger than chance would have it
 */
public record Shift(
    String name, String meaning, List<ShiftBin> bins, double distance, boolean shifted) {
  public Shift {
    bins = List.copyOf(bins);
  }

  long standing() {
    return sum(ShiftBin::standing);
  }

  long arrived() {
    return sum(ShiftBin::arrived);
  }

  private long sum(ToLongFunction<ShiftBin> count) {
    return bins.stream().mapToLong(count).sum();
  }
}
