package org.latticework.pipeline.material;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A property that a network may learn: a nullable double column of the materials table. The
 * constants are Materials Project's, in its names and units, and every table has them; {@code
 * ingest.extra-targets} names further ones.
 *
 * @param column name of the column, which is that of the field
 * @param unit unit; {@code "1"} for pure numbers
 * @param meaning what the number is, in words
 */
public record Target(String column, String unit, String meaning) implements Serializable {
  public static final Target FORMATION_ENERGY_PER_ATOM =
      new Target("formation_energy_per_atom", "eV/atom", "Formation energy");
  public static final Target ENERGY_PER_ATOM =
      new Target("energy_per_atom", "eV/atom", "Corrected total energy");
  public static final Target UNCORRECTED_ENERGY_PER_ATOM =
      new Target("uncorrected_energy_per_atom", "eV/atom", "Total energy as calculated");
  public static final Target ENERGY_ABOVE_HULL =
      new Target("energy_above_hull", "eV/atom", "Energy above the convex hull");
  public static final Target BAND_GAP = new Target("band_gap", "eV", "Band gap");
  public static final Target CBM = new Target("cbm", "eV", "Conduction band minimum");
  public static final Target VBM = new Target("vbm", "eV", "Valence band maximum");
  public static final Target EFERMI = new Target("efermi", "eV", "Fermi energy");
  public static final Target DENSITY = new Target("density", "g/cm³", "Mass density");
  public static final Target VOLUME = new Target("volume", "Å³", "Volume of the cell");
  public static final Target TOTAL_MAGNETIZATION =
      new Target("total_magnetization", "µB/cell", "Total magnetization");
  public static final Target BULK_MODULUS_VRH =
      new Target(
          "bulk_modulus_vrh",
          "GPa",
          "Bulk modulus, Voigt-Reuss-Hill average (bulk_modulus.vrh, formerly k_vrh)");
  public static final Target SHEAR_MODULUS_VRH =
      new Target(
          "shear_modulus_vrh",
          "GPa",
          "Shear modulus, Voigt-Reuss-Hill average (shear_modulus.vrh, formerly g_vrh)");
  public static final Target HOMOGENEOUS_POISSON =
      new Target("homogeneous_poisson", "1", "Poisson's ratio");
  public static final Target UNIVERSAL_ANISOTROPY =
      new Target("universal_anisotropy", "1", "Universal elastic anisotropy");
  public static final Target E_TOTAL = new Target("e_total", "1", "Static dielectric constant");
  public static final Target E_IONIC =
      new Target("e_ionic", "1", "Ionic part of the dielectric constant");
  public static final Target E_ELECTRONIC =
      new Target("e_electronic", "1", "Electronic part of the dielectric constant");
  public static final Target REFRACTIVE_INDEX = new Target("n", "1", "Refractive index");
  public static final Target WEIGHTED_SURFACE_ENERGY =
      new Target("weighted_surface_energy", "J/m²", "Surface energy averaged over the Wulff shape");

  private static final List<Target> ALL =
      List.of(
          FORMATION_ENERGY_PER_ATOM,
          ENERGY_PER_ATOM,
          UNCORRECTED_ENERGY_PER_ATOM,
          ENERGY_ABOVE_HULL,
          BAND_GAP,
          CBM,
          VBM,
          EFERMI,
          DENSITY,
          VOLUME,
          TOTAL_MAGNETIZATION,
          BULK_MODULUS_VRH,
          SHEAR_MODULUS_VRH,
          HOMOGENEOUS_POISSON,
          UNIVERSAL_ANISOTROPY,
          E_TOTAL,
          E_IONIC,
          E_ELECTRONIC,
          REFRACTIVE_INDEX,
          WEIGHTED_SURFACE_ENERGY);

  /** Returns all targets that every table has, in the order of their columns. */
  public static List<Target> all() {
    return ALL;
  }

  /** Returns the one of {@link #all} with the given column name, if there is one. */
  public static Optional<Target> ofColumn(String column) {
    return ALL.stream().filter(target -> target.column.equals(column)).findFirst();
  }
}
