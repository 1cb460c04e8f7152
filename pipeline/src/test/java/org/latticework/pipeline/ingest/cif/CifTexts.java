package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.List;
import org.latticework.pipeline.ingest.cifvalue.CifException;

/** CIF texts of textbook crystals. */
public final class CifTexts {
  public static final String WURTZITE =
      block(
          "wurtzite",
          cell(3.82, 3.82, 6.26, 90, 90, 120),
          operations(
              "x,y,z",
              "-y,x-y,z",
              "y-x,-x,z",
              "-x,-y,z+1/2",
              "y,y-x,z+1/2",
              "x-y,x,z+1/2",
              "-y,-x,z",
              "y-x,y,z",
              "x,x-y,z",
              "y,x,z+1/2",
              "x-y,-y,z+1/2",
              "-x,y-x,z+1/2"),
          sites("Zn1 Zn2+ 0.3333 0.6667 0", "S1 S2- 0.3333 0.6667 0.375"));

  public static final String RUTILE =
      block(
          "rutile",
          cell(4.594, 4.594, 2.959, 90, 90, 90),
          operations(
              "x,y,z",
              "-x,-y,z",
              "-y+1/2,x+1/2,z+1/2",
              "y+1/2,-x+1/2,z+1/2",
              "-x+1/2,y+1/2,-z+1/2",
              "x+1/2,-y+1/2,-z+1/2",
              "y,x,-z",
              "-y,-x,-z",
              "-x,-y,-z",
              "x,y,-z",
              "y+1/2,-x+1/2,-z+1/2",
              "-y+1/2,x+1/2,-z+1/2",
              "x+1/2,-y+1/2,z+1/2",
              "-x+1/2,y+1/2,z+1/2",
              "-y,-x,z",
              "y,x,z"),
          sites("Ti1 Ti4+ 0 0 0", "O1 O2- 0.305 0.305 0"));

  static final String ROCK_SALT =
      block(
          "rock_salt",
          cell(5.64, 5.64, 5.64, 90, 90, 90),
          operations(faceCenteredCubic().toArray(String[]::new)),
          sites("Na1 Na+ 0 0 0", "Cl1 Cl- .5 0.5 5e-1"));

  private CifTexts() {}

  public static String block(String name, String... parts) {
    return "data_" + name + "\n" + String.join("", parts);
  }

  public static String cell(double a, double b, double c, double alpha, double beta, double gamma) {
    return """
        _cell_length_a %s
        _cell_length_b %s
        _cell_length_c %s
        _cell_angle_alpha %s
        _cell_angle_beta %s
        _cell_angle_gamma %s
        """
        .formatted(a, b, c, alpha, beta, gamma);
  }

  public static String cube(double a) {
    return cell(a, a, a, 90, 90, 90);
  }

  public static String operations(String... operations) {
    return "loop_\n_symmetry_equiv_pos_as_xyz\n'" + String.join("'\n'", operations) + "'\n";
  }

  /** A loop of label, type symbol and fractional coordinates. */
  public static String sites(String... rows) {
    return table("label type_symbol fract_x fract_y fract_z", rows);
  }

  /** A loop of atom sites with the given columns. */
  public static String table(String columns, String... rows) {
    return "loop_\n_atom_site_"
        + columns.replace(" ", "\n_atom_site_")
        + "\n"
        + String.join("\n", rows)
        + "\n";
  }

  public static final String P1 = "_symmetry_space_group_name_H-M 'P 1'\n";

  /** The 192 operations of F m -3 m: 48 signed permutations times 4 centerings. */
  static List<String> faceCenteredCubic() {
    List<String> all = new ArrayList<>();
    for (String permutation : List.of("xyz", "xzy", "yxz", "yzx", "zxy", "zyx")) {
      for (int signs = 0; signs < 8; signs++) {
        for (String shift : List.of("000", "011", "101", "110")) {
          StringBuilder text = new StringBuilder();
          for (int k = 0; k < 3; k++) {
            text.append(k == 0 ? "" : ",")
                .append((signs >> k & 1) == 0 ? "" : "-")
                .append(permutation.charAt(k))
                .append(shift.charAt(k) == '0' ? "" : "+1/2");
          }
          all.add(text.toString());
        }
      }
    }
    return all;
  }

  /** Returns the crystals of all blocks that describe one. */
  public static List<CifCrystal> crystals(String text) throws CifException {
    List<CifCrystal> crystals = new ArrayList<>();
    for (CifBlock block : CifParser.blocks(text)) {
      crystals.add(block.crystal());
    }
    return crystals;
  }
}
