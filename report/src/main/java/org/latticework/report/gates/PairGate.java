package org.latticework.report.gates;

/**
 * The gate of a pair of elements in one convolution.
 *
 * @param convolution 1 … T
 * @param pair of elements, as in O-Ti
 * @param bondLength sum of the covalent radii, Å; positive
 * @param edges how many there are; merged ones count as many as they stand for
 * @param bonding mean gate up to 1.2 times the bond length; NaN if no edge is that short
 * @param beyond mean gate farther out; NaN if no edge is that long
 * @param correlation Spearman's, of gate and distance, in [−1, 1]; NaN if it has none
 */
public record PairGate(
    int convolution,
    String pair,
    double bondLength,
    double edges,
    double bonding,
    double beyond,
    double correlation) {
  /** Where bonding distances end, in bond lengths. */
  public static final double BONDING = 1.2;

  public PairGate {
    if (!(convolution >= 1 && bondLength > 0 && edges >= 0 && Double.isFinite(edges))) {
      throw new IllegalArgumentException(
          "%s: need convolution >= 1, bond length > 0 and edges >= 0, got %d, %s Å and %s"
              .formatted(pair, convolution, bondLength, edges));
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
