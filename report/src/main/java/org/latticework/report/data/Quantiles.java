package org.latticework.report.data;

/**
 * Where values lie: the least, a tenth, half and nine tenths of them, the greatest. NaN where there
 * are none.
 */
public record Quantiles(double min, double low, double median, double high, double max) {
  /** Of no values. */
  public static final Quantiles NONE =
      new Quantiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
