package org.latticework.pipeline.ingest;

/** A CIF of cesium chloride, to be bent by tests. */
public final class CifDocument {
  private CifDocument() {}

  /** Returns the block with a given edge in Å. */
  public static String cesiumChloride(String name, double edge) {
    return """
        data_%s
        _symmetry_space_group_name_H-M   'P 1'
        _cell_length_a %s
        _cell_length_b %s
        _cell_length_c %s
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        loop_
        _atom_site_type_symbol
        _atom_site_label
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        Cs Cs0 0 0 0
        Cl Cl1 0.5 0.5 0.5
        """
        .formatted(name, edge, edge, edge);
  }
}
