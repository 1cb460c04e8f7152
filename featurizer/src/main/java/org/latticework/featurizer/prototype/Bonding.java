package org.latticework.featurizer.prototype;

/**
 * Which atoms of a prototype count as bonded, and how a bond's strength falls with its length: by a
 * factor e for every {@link #softness()} Å.
 */
public enum Bonding {
  /**
   * Cation to anion. Softness 0.37 Å and the sum rule after Brown and Altermatt, Acta Cryst. B 41,
   * 244 (1985); six bonds of the sum of Shannon's six-coordinate radii make up the valence.
   */
  IONIC(0.37, 6, 1.25),
  /**
   * Metal to metal. Softness 0.6 Å per decade after Pauling, J. Am. Chem. Soc. 69, 542 (1947);
   * twelve bonds of the sum of the metallic radii make up one.
   */
  METALLIC(0.26, 12, 1.2);

  private final double softness;
  private final int referenceCoordination;
  private final double reach;

  Bonding(double softness, int referenceCoordination, double reach) {
    this.softness = softness;
    this.referenceCoordination = referenceCoordination;
    this.reach = reach;
  }

  /** Returns b of s = exp((d − r)/b), Å. */
  double softness() {
    return softness;
  }

  /** Returns the number of neighbors for which radii are tabulated. */
  int referenceCoordination() {
    return referenceCoordination;
  }

  /** Returns the longest bond of a site in units of its shortest. */
  double reach() {
    return reach;
  }
}
