package org.latticework.pipeline.ingest.cif;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data names that are read, in normal form: lower case, and the dot of mmCIF's {@code
 * _cell.length_a} an underscore as in CIF core. Lists hold the spellings of one thing, the best
 * first.
 */
final class CifTags {
  static final List<String> CELL =
      List.of(
          "_cell_length_a",
          "_cell_length_b",
          "_cell_length_c",
          "_cell_angle_alpha",
          "_cell_angle_beta",
          "_cell_angle_gamma");

  static final List<String> OPERATIONS =
      List.of("_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz");
  static final List<String> HERMANN_MAUGUIN =
      List.of(
          "_space_group_name_h-m_alt",
          "_space_group_name_h-m_ref",
          "_space_group_name_h-m_full",
          "_symmetry_space_group_name_h-m");
  static final List<String> HALL =
      List.of("_space_group_name_hall", "_symmetry_space_group_name_hall");
  static final List<String> GROUP_NUMBER =
      List.of("_space_group_it_number", "_symmetry_int_tables_number");

  static final String FORMULA = "_chemical_formula_sum";
  static final List<String> FORMULAS =
      List.of(FORMULA, "_chemical_formula_moiety", "_chemical_formula_structural");
  static final String LABEL = "_atom_site_label";
  static final String TYPE_SYMBOL = "_atom_site_type_symbol";
  static final String OCCUPANCY = "_atom_site_occupancy";
  static final String CALC_FLAG = "_atom_site_calc_flag";
  static final String ATTACHED_HYDROGENS = "_atom_site_attached_hydrogens";
  static final List<String> FRACTIONAL =
      List.of("_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z");
  static final List<String> CARTESIAN =
      List.of("_atom_site_cartn_x", "_atom_site_cartn_y", "_atom_site_cartn_z");

  /** How a file says that its Cartesian axes are of its own choice. */
  static final List<String> CARTESIAN_AXES =
      List.of(
          "_atom_sites_cartn_transform_axes",
          "_atom_sites_cartn_tran_matrix_11",
          "_atom_sites_cartn_transf_matrix[1][1]",
          "_atom_sites_fract_tran_matrix_11",
          "_atom_sites_fract_transf_matrix[1][1]");

  private static final Set<String> READ =
      Stream.of(
              CELL,
              OPERATIONS,
              HERMANN_MAUGUIN,
              HALL,
              GROUP_NUMBER,
              FORMULAS,
              List.of(LABEL, TYPE_SYMBOL, OCCUPANCY, CALC_FLAG, ATTACHED_HYDROGENS),
              FRACTIONAL,
              CARTESIAN,
              CARTESIAN_AXES)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private CifTags() {}

  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '_');
  }

  static boolean isRead(String normalName) {
    return READ.contains(normalName);
  }
}
