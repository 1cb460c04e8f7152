package org.latticework.report.gates;

/**
 * The gate of a pair of elements in one convolution.
 *
 * @param convolution 1 … T
 * @param pair of elements, as in O-Ti
 * @param bondLength sum of the covalent radii, Å; positive
 * @param reach where bonding distances end, Å; not below the bond length
 * @param edges how many there are; merged ones count as many as they stand for
 * @param bonding mean gate up to the reach; NaN if no edge is that short
 * @param beyond mean gate farther out; NaN if no edge is that long
 * @param correlation Spearman's, of mean gate and distance over bins of distance, in [−1, 1]; NaN
 *     if it has none
 */
public record PairGate(
    int convolution,
    String pair,
    double bondLength,
    double reach,
    double edges,
    double bonding,
    double beyond,
    double correlation) {
  public PairGate {
    if (!(convolution >= 1 && edges >= 0 && Double.isFinite(edges))) {
      throw new IllegalArgumentException(
          "%s: need convolution >= 1 and edges >= 0, got %d and %s"
              .formatted(pair, convolution, edges));
    }
    if (!(bondLength > 0 && reach >= bondLength && Double.isFinite(reach))) {
      throw new IllegalArgumentException(
          "%s: need bond length > 0 and reach >= bond length, got %s and %s Å"
              .formatted(pair, bondLength, reach));
    }
    if (bonding < 0 || bonding > 1 || beyond < 0 || beyond > 1) {
      throw new IllegalArgumentException(
          "%s: mean gates are in [0, 1], got %s and %s".formatted(pair, bonding, beyond));
    }
    if (Math.abs(correlation) > 1 + 1e-9) {
      throw new IllegalArgumentException(
          "%s: a correlation is in [-1, 1], got %s".formatted(pair, correlation));
    }
  }

  /** Returns whether it has edges at bonding distances and beyond. */
  boolean isComparable() {
    return Double.isFinite(bonding) && Double.isFinite(beyond);
  }

  /** Returns whether the gate is higher at bonding distances than beyond. */
  boolean isHigherBonding() {
    return bonding > beyond;
  }
}
