package org.latticework.pipeline.ingest.document;

import java.util.Map;

/**
 * What other collections call the fields of a summary document. A name that is not listed is
 * Materials Project's own, or means nothing.
 */
public final class TargetNames {
  private static final Map<String, String> FIELDS =
      Map.of(
          "e_form", "formation_energy_per_atom", // matbench_mp_e_form
          "gap pbe", "band_gap", // matbench_mp_gap
          "e_above_hull", "energy_above_hull", // CDVAE
          "pretty_formula", "formula_pretty",
          "spacegroup.number", "spacegroup_number");

  private TargetNames() {}

  /** Returns what a column is called in summary documents. */
  public static String field(String column) {
    return FIELDS.getOrDefault(column, column);
  }
}
