package org.latticework.featurizer.prototype;

import java.util.List;

/**
 * A prototype with a species in each role, and the size this gives its cell.
 *
 * <p>A bond of length d between atoms of the radii r_i, r_j has the valence
 *
 * <pre>
 *   s_ij = (z/m) exp((r_i + r_j − d) / b)
 * </pre>
 *
 * with z the charge of its cation (1 in a metal), m and b the reference coordination and the
 * softness of {@link Bonding}. V_i = Σ_j s_ij should be |z_i| (1 in a metal): the valence sum rule,
 * Brown and Altermatt, Acta Cryst. B 41, 244 (1985). The cell is as large as makes the mean of
 * ln(V_i/|z_i|) vanish, but never so small that two anions come closer than 0.88 of the sum of
 * their radii.
 */
public final class Decoration {
  private static final double CLOSEST_ANIONS = 0.88;

  private final Prototype prototype;
  private final List<Species> species; // by role
  private final double[][] radiusSums; // roles × roles; Å
  private final double scale; // Å

  public Decoration(Prototype prototype, List<Species> species) {
    this.prototype = prototype;
    this.species = species;
    int roles = species.size();
    radiusSums = new double[roles][roles];
    for (int s = 0; s < roles; s++) {
      for (int t = 0; t < roles; t++) {
        radiusSums[s][t] = species.get(s).radius() + species.get(t).radius();
      }
    }
    scale = Math.max(bondedScale(), closestScale());
  }

  /** Solves Σ_i ln(V_i/|z_i|) = 0 by Newton's method; the sum is almost linear in the scale. */
  private double bondedScale() {
    Contacts bonds = geometry().bonds();
    int sites = geometry().cell().size();
    double guess = radiusSum(bonds.from(0), bonds.to(0)) / bonds.length(0);
    for (int step = 0; step < 50; step++) {
      double[] valences = new double[sites];
      double[] slopes = new double[sites];
      for (int k = 0; k < bonds.size(); k++) {
        int i = bonds.from(k);
        int j = bonds.to(k);
        double valence = bondValence(i, j, guess * bonds.length(k));
        double slope = -valence * bonds.length(k) / prototype.bonding().softness();
        valences[i] += valence;
        valences[j] += valence;
        slopes[i] += slope;
        slopes[j] += slope;
      }
      double sum = 0;
      double slope = 0;
      for (int i = 0; i < sites; i++) {
        sum += StrictMath.log(valences[i] / expectedValence(i));
        slope += slopes[i] / valences[i];
      }
      guess -= sum / slope;
      if (Math.abs(sum) < 1e-9 * sites) {
        return guess;
      }
    }
    throw new IllegalStateException("No cell size for %s of %s".formatted(prototype, species));
  }

  private double closestScale() {
    Contacts anions = geometry().anionContacts();
    double closest = 0;
    for (int k = 0; k < anions.size(); k++) {
      double sum = radiusSum(anions.from(k), anions.to(k));
      closest = Math.max(closest, CLOSEST_ANIONS * sum / anions.length(k));
    }
    return closest;
  }

  public Prototype prototype() {
    return prototype;
  }

  public Geometry geometry() {
    return prototype.geometry();
  }

  /** Returns the conventional lattice parameter a of the undistorted cell, Å. */
  public double scale() {
    return scale;
  }

  /** Returns the species on a site of the unit cell. */
  public Species species(int site) {
    return species.get(geometry().cell().role(site));
  }

  /** Returns the formal charges by role, e. */
  public int[] charges() {
    return species.stream().mapToInt(Species::charge).toArray();
  }

  /** Returns the sum of the radii of two sites of the unit cell, Å. */
  public double radiusSum(int i, int j) {
    UnitCell cell = geometry().cell();
    return radiusSums[cell.role(i)][cell.role(j)];
  }

  /** Returns s_ij of a bond of the given length, Å, between two sites of the unit cell. */
  public double bondValence(int i, int j, double length) {
    Bonding bonding = prototype.bonding();
    double charge =
        bonding == Bonding.METALLIC ? 1 : Math.max(species(i).charge(), species(j).charge());
    return charge
        / bonding.referenceCoordination()
        * StrictMath.exp((radiusSum(i, j) - length) / bonding.softness());
  }

  /** Returns what V_i of a site of the unit cell should be. */
  public double expectedValence(int site) {
    return prototype.bonding() == Bonding.METALLIC ? 1 : Math.abs(species(site).charge());
  }

  /** Returns the mean over the bonds of Pauling's ionicity 1 − exp(−Δχ²/4), in [0, 1). */
  public double ionicity() {
    Contacts bonds = geometry().bonds();
    double sum = 0;
    for (int k = 0; k < bonds.size(); k++) {
      double difference =
          species(bonds.from(k)).electronegativity() - species(bonds.to(k)).electronegativity();
      sum += 1 - StrictMath.exp(-difference * difference / 4);
    }
    return sum / bonds.size();
  }
}
