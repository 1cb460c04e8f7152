package org.latticework.pipeline.report;

/**
 * One quantity among the materials that were in the tables and among those that arrived.
 *
 * @param name column of the materials table, or "distance"
 * @param meaning in words, with the unit
 * @param standing values of what was there before
 * @param arrived values of what is new or changed, in the same bins
 */
public record Distribution(String name, String meaning, Histogram standing, Histogram arrived) {
  // P(√(nm/(n+m)) D > 1.95) is about 0.001 if both come from one distribution (Kolmogorov).
  private static final double CRITICAL = 1.95;

  /** Returns {@link Histogram#shift} between the two. */
  public double shift() {
    return standing.shift(arrived);
  }

  /**
   * Returns whether the two differ by more than chance would have it: in less than one of a
   * thousand cases if both were drawn from one distribution, material by material. Distances within
   * one crystal depend on each other, so n and m are {@link Histogram#independent}. Binning makes
   * the test only stricter.
   */
  public boolean shifted() {
    double n = standing.independent();
    double m = arrived.independent();
    return shift() * Math.sqrt(n * m / (n + m)) > CRITICAL;
  }
}
