package org.latticework.featurizer.prototype;

/**
 * What a prototype's unit cell determines once and for all, whatever decorates it: its bonds, its
 * coordination numbers, its Coulomb sums.
 */
public final class Geometry {
  private final UnitCell cell;
  private final Contacts bonds;
  private final Contacts anionContacts;
  private final int[] coordination; // N; bonds of each site
  private final double[][] coulomb; // roles × roles; Σ of ψ_ij over their sites, at unit scale

  Geometry(UnitCell cell, Bonding bonding) {
    this.cell = cell;
    bonds = Contacts.bonds(cell, bonding);
    anionContacts = Contacts.betweenAnions(cell, bonding);
    coordination = new int[cell.size()];
    for (int k = 0; k < bonds.size(); k++) {
      coordination[bonds.from(k)]++;
      coordination[bonds.to(k)]++;
    }
    int roles = cell.roles().length();
    coulomb = new double[roles][roles];
    double[][] potentials = Ewald.potentials(cell.lattice(), cell.fractionals());
    for (int i = 0; i < cell.size(); i++) {
      for (int j = 0; j < cell.size(); j++) {
        coulomb[cell.role(i)][cell.role(j)] += potentials[i][j];
      }
    }
  }

  public UnitCell cell() {
    return cell;
  }

  public Contacts bonds() {
    return bonds;
  }

  public Contacts anionContacts() {
    return anionContacts;
  }

  /** Returns the length of the shortest bond at unit scale. */
  double shortestBond() {
    double shortest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < bonds.size(); k++) {
      shortest = Math.min(shortest, bonds.length(k));
    }
    return shortest;
  }

  /** Returns the number of bonds of a site. */
  public int coordination(int site) {
    return coordination[site];
  }

  /**
   * Returns the Coulomb energy of a cell of unit scale, ½ Σ_ij z_i z_j ψ_ij, e²/Å.
   *
   * @param charges of each role, e
   */
  public double coulombEnergy(int[] charges) {
    double energy = 0;
    for (int s = 0; s < coulomb.length; s++) {
      for (int t = 0; t < coulomb.length; t++) {
        energy += charges[s] * charges[t] * coulomb[s][t] / 2;
      }
    }
    return energy;
  }
}
