package org.latticework.report.data;

import java.util.List;

/**
 * How a quantity is distributed over materials.
 *
 * @param name of the quantity: a column
 * @param meaning in words, with the unit
 * @param known materials that have a value
 * @param unknown materials that have none
 * @param quantiles of the values
 * @param bins side by side; the outermost two also hold what lies beyond them
 */
public record Spread(
    String name, String meaning, long known, long unknown, Quantiles quantiles, List<Bin> bins) {
  public Spread {
    bins = List.copyOf(bins);
  }

  /** Returns whether values lie beyond the bins. */
  boolean goesBeyond() {
    return !bins.isEmpty()
        && (quantiles.min() < bins.get(0).from()
            || quantiles.max() > bins.get(bins.size() - 1).to());
  }
}
