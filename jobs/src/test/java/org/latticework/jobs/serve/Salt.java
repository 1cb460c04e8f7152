package org.latticework.jobs.serve;

/** One crystal, as several databases and programs write it. */
final class Salt {
  static final String STRUCTURE =
      """
      {"@class": "Structure", "lattice": {"matrix": [[0, 2.8, 2.8], [2.8, 0, 2.8], [2.8, 2.8, 0]]},
       "sites": [{"species": [{"element": "%s", "occu": 1}], "abc": [0, 0, 0]},
                 {"species": [{"element": "Cl", "occu": 1}], "abc": [0.5, 0.5, 0.5]}]}""";
  static final String SALT = STRUCTURE.formatted("Na");
  static final String CIF =
      """
      data_salt
      _cell_length_a 3.959797974644666
      _cell_length_b 3.959797974644666
      _cell_length_c 3.959797974644666
      _cell_angle_alpha 60
      _cell_angle_beta 60
      _cell_angle_gamma 60
      _symmetry_space_group_name_H-M 'P 1'
      loop_
      _atom_site_label
      _atom_site_type_symbol
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      Na1 Na 0 0 0
      Cl1 Cl 0.5 0.5 0.5
      """;
  static final String OPTIMADE =
      """
      {"type": "structures", "attributes": {"dimension_types": [1, 1, 1], "species_at_sites": ["Na", "Cl"],
       "lattice_vectors": [[0, 2.8, 2.8], [2.8, 0, 2.8], [2.8, 2.8, 0]],
       "cartesian_site_positions": [[0, 0, 0], [2.8, 2.8, 2.8]],
       "species": [{"name": "Na", "chemical_symbols": ["Na"], "concentration": [1]},
                   {"name": "Cl", "chemical_symbols": ["Cl"], "concentration": [1]}]}}""";
  static final String JARVIS =
      """
      [{"jid": "JVASP-1", "ehull": "na", "data": {"more": 1}, "atoms": {"cartesian": false,
        "lattice_mat": [[0, 2.8, 2.8], [2.8, 0, 2.8], [2.8, 2.8, 0]], "elements": ["Na", "Cl"],
        "coords": [[0, 0, 0], [0.5, 0.5, 0.5]]}}]""";

  private Salt() {}
}
