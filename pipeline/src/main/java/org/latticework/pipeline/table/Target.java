package org.latticework.pipeline.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The properties that a network may learn, in Materials Project's names and units. Each is a
 * nullable double column of the materials table.
 */
public enum Target {
  FORMATION_ENERGY_PER_ATOM("formation_energy_per_atom", "eV/atom", "Formation energy"),
  ENERGY_PER_ATOM("energy_per_atom", "eV/atom", "Corrected total energy"),
  UNCORRECTED_ENERGY_PER_ATOM(
      "uncorrected_energy_per_atom", "eV/atom", "Total energy as calculated"),
  ENERGY_ABOVE_HULL("energy_above_hull", "eV/atom", "Energy above the convex hull"),
  BAND_GAP("band_gap", "eV", "Band gap"),
  CBM("cbm", "eV", "Conduction band minimum"),
  VBM("vbm", "eV", "Valence band maximum"),
  EFERMI("efermi", "eV", "Fermi energy"),
  DENSITY("density", "g/cm³", "Mass density"),
  VOLUME("volume", "Å³", "Volume of the cell"),
  TOTAL_MAGNETIZATION("total_magnetization", "µB/cell", "Total magnetization"),
  BULK_MODULUS_VRH(
      "bulk_modulus_vrh",
      "GPa",
      "Bulk modulus, Voigt-Reuss-Hill average (bulk_modulus.vrh, formerly k_vrh)"),
  SHEAR_MODULUS_VRH(
      "shear_modulus_vrh",
      "GPa",
      "Shear modulus, Voigt-Reuss-Hill average (shear_modulus.vrh, formerly g_vrh)"),
  HOMOGENEOUS_POISSON("homogeneous_poisson", "1", "Poisson's ratio"),
  UNIVERSAL_ANISOTROPY("universal_anisotropy", "1", "Universal elastic anisotropy"),
  E_TOTAL("e_total", "1", "Static dielectric constant"),
  E_IONIC("e_ionic", "1", "Ionic part of the dielectric constant"),
  E_ELECTRONIC("e_electronic", "1", "Electronic part of the dielectric constant"),
  REFRACTIVE_INDEX("n", "1", "Refractive index"),
  WEIGHTED_SURFACE_ENERGY(
      "weighted_surface_energy", "J/m²", "Surface energy averaged over the Wulff shape");

  private static final List<Target> ALL = List.of(values());

  private final String column;
  private final String unit;
  private final String meaning;

  Target(String column, String unit, String meaning) {
    this.column = column;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Returns the name of the column, which is that of Materials Project's field. */
  public String column() {
    return column;
  }

  /** Returns the unit; {@code "1"} for pure numbers. */
  public String unit() {
    return unit;
  }

  /** Returns what the number is, in words. */
  public String meaning() {
    return meaning;
  }

  /** Returns all targets in the order of their columns. */
  public static List<Target> all() {
    return ALL;
  }

  /** Returns the target with the given column name, if there is one. */
  public static Optional<Target> ofColumn(String column) {
    return Arrays.stream(values()).filter(target -> target.column.equals(column)).findFirst();
  }
}
