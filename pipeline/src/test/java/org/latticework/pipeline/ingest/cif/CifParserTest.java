package org.latticework.pipeline.ingest.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.CifFaultTest;

class CifParserTest {
  private static final double ROUNDING = 1e-12; // Å; a few operations in double

  private static CifCrystal only(String text) throws CifException {
    List<CifCrystal> crystals = CifTexts.crystals(text);
    assertThat(crystals).hasSize(1);
    return crystals.get(0);
  }

  @Test
  void makesEightAtomsOfRockSaltFrom192Operations() throws CifException {
    Structure structure = only(CifTexts.ROCK_SALT).structure();
    assertThat(structure.composition().counts()).isEqualTo(Map.of("Na", 4, "Cl", 4));
    assertThat(structure.lattice().volume()).isCloseTo(5.64 * 5.64 * 5.64, within(1e-9));
    for (int i = 0; i < 8; i++) {
      assertThat(CifDistances.nearest(structure, i)).isCloseTo(2.82, within(ROUNDING));
    }
    assertThat(CifDistances.pairs(structure, 2.9)).isEqualTo(8 * 6);
  }

  @Test
  void mergesTheImagesOnTheThreefoldAxisOfWurtziteWrittenWithFourDecimals() throws CifException {
    Structure structure = only(CifTexts.WURTZITE).structure();
    assertThat(structure.composition().counts()).isEqualTo(Map.of("Zn", 2, "S", 2));
    // Three bonds to the adjacent layer, one along c: sqrt(a²/3 + ((1/2 − u) c)²) and u c, u = 3/8.
    double slanted = Math.sqrt(3.82 * 3.82 / 3 + 0.125 * 0.125 * 6.26 * 6.26);
    assertThat(CifDistances.nearest(structure, 0)).isCloseTo(slanted, within(ROUNDING));
    assertThat(CifDistances.pairs(structure, 0.375 * 6.26 + 1e-9)).isEqualTo(4 * 4);
    assertThat(structure.lattice().volume())
        .isCloseTo(3.82 * 3.82 * 6.26 * Math.sqrt(0.75), within(1e-9));
  }

  @Test
  void makesSixAtomsOfRutile() throws CifException {
    Structure structure = only(CifTexts.RUTILE).structure();
    assertThat(structure.composition().counts()).isEqualTo(Map.of("Ti", 2, "O", 4));
    double apical = 0.305 * 4.594 * Math.sqrt(2);
    double equatorial = Math.hypot(0.195 * 4.594 * Math.sqrt(2), 2.959 / 2);
    assertThat(CifDistances.nearest(structure, 0))
        .isCloseTo(Math.min(apical, equatorial), within(ROUNDING));
    assertThat(CifDistances.pairs(structure, Math.max(apical, equatorial) + 1e-9)).isEqualTo(24);
  }

  @Test
  void movesAllSitesIntoTheCell() throws CifException {
    Structure structure =
        only(CifTexts.block(
                "x",
                CifTexts.cube(4),
                CifTexts.P1,
                CifTexts.sites("H1 H -0.25 7.5 1", "He1 He -1e-20 0 0")))
            .structure();
    assertThat(structure.fractionals()).containsExactly(0.75, 0.5, 0, 0, 0, 0);
  }

  @Test
  void readsNamesInAnyCaseAndWithTheDotsOfMmCif() throws CifException {
    String shouted = CifTexts.RUTILE.toUpperCase(Locale.ROOT).replace("DATA_RUTILE", "DATA_rutile");
    assertThat(only(shouted).structure().composition().reducedFormula()).isEqualTo("O2 Ti");
    String dotted =
        CifTexts.RUTILE
            .replace("_cell_", "_cell.")
            .replace("_symmetry_equiv_pos", "_symmetry_equiv.pos")
            .replace("_atom_site_", "_atom_site.");
    assertThat(only(dotted).structure().composition().reducedFormula()).isEqualTo("O2 Ti");
    String newNames =
        CifTexts.RUTILE.replace("_symmetry_equiv_pos_as_", "_space_group_symop_operation_");
    assertThat(only(newNames).structure().composition().reducedFormula()).isEqualTo("O2 Ti");
  }

  @Test
  void readsUncertaintiesDeuteriumAndTheSpaceGroup() throws CifException {
    CifCrystal crystal =
        only(
            "#\\#CIF_1.1\r\n# a comment with 'quotes' and data_\r\ndata_ice\r\n"
                + "_cell_length_a 4.50(2)\r\n_cell_length_b 4.5(12)\r\n_cell_length_c 4.5\r\n"
                + "_cell_angle_alpha 90\r\n_cell_angle_beta 90.\r\n_cell_angle_gamma 9.0E+1\r\n"
                + "_symmetry_Int_Tables_number 1 _symmetry_space_group_name_H-M 'P 1'\r\n"
                + "_publ_section_title\r\n;\r\nA title; with 'quotes\r\n ;and more\r\n;\r\n"
                + CifTexts.table(
                    "label fract_x fract_y fract_z occupancy calc_flag",
                    "O1 0.0(1) 0 0 1.0(1) d",
                    "D1 0.2121(3) 0 0 . ?",
                    "D2 0 0.2 0 ? c"));
    assertThat(crystal.blockName()).isEqualTo("ice");
    assertThat(crystal.symmetryNumber()).hasValue(1);
    assertThat(crystal.spaceGroup()).hasValue("P 1");
    assertThat(crystal.deuteriumSites()).isEqualTo(2);
    assertThat(crystal.structure().composition().reducedFormula()).isEqualTo("H2 O");
    assertThat(crystal.structure().lattice().a().length()).isEqualTo(4.5);
    assertThat(crystal.structure().fractional(1, 0)).isEqualTo(0.2121);
  }

  @Test
  void readsEveryBlockAndPassesOverThoseWithoutACrystal() throws CifException {
    String text =
        "data_global\n_publ_contact_author 'A. Author'\n" + CifTexts.ROCK_SALT + CifTexts.RUTILE;
    assertThat(CifTexts.crystals(text))
        .extracting(CifCrystal::blockName)
        .containsExactly("rock_salt", "rutile");
    assertThat(CifParser.blocks(text)).extracting(CifBlock::line).containsExactly(3, 212);
  }

  @Test
  void keepsTheCrystalsBesideAFaultyBlock() throws CifException {
    String text = CifTexts.ROCK_SALT.replace("Na+", "Qq") + CifTexts.RUTILE;
    List<CifBlock> blocks = CifParser.blocks(text);
    assertThat(CifFaultTest.faultOf(() -> blocks.get(0).crystal()).fault())
        .isEqualTo(CifFault.UNKNOWN_ELEMENT);
    assertThat(blocks.get(1).crystal().structure().size()).isEqualTo(6);
  }

  @Test
  void placesCartesianSitesByTheConvention() throws CifException {
    String fractional =
        CifTexts.block(
            "triclinic",
            CifTexts.cell(5, 6, 7, 80, 95, 105),
            CifTexts.P1,
            CifTexts.sites("Si1 Si 0.1 0.2 0.3", "O1 O 0.6 0.7 0.45"));
    Structure expected = only(fractional).structure();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      var r = expected.lattice().cartesian(expected.site(i).fractional());
      rows.append("%s%s %s %s".formatted(expected.element(i).symbol() + "1 ", r.x(), r.y(), r.z()));
      rows.append('\n');
    }
    Structure found =
        only(CifTexts.block(
                "triclinic",
                CifTexts.cell(5, 6, 7, 80, 95, 105),
                CifTexts.P1,
                CifTexts.table("label Cartn_x Cartn_y Cartn_z", rows.toString())))
            .structure();
    assertThat(found.fractionals()).containsExactly(expected.fractionals(), within(1e-12));
  }

  @Test
  void keepsLengthsAndAnglesOfATriclinicCell() throws CifException {
    var lattice =
        only(CifTexts.block(
                "triclinic",
                CifTexts.cell(5, 6, 7, 80, 95, 105),
                CifTexts.P1,
                CifTexts.sites("Si1 Si 0 0 0")))
            .structure()
            .lattice();
    assertThat(lattice.b().length()).isCloseTo(6, within(ROUNDING));
    assertThat(lattice.c().length()).isCloseTo(7, within(ROUNDING));
    assertThat(Math.toDegrees(Math.acos(lattice.b().dot(lattice.c()) / 42)))
        .isCloseTo(80, within(1e-10));
    assertThat(Math.toDegrees(Math.acos(lattice.c().dot(lattice.a()) / 35)))
        .isCloseTo(95, within(1e-10));
    assertThat(Math.toDegrees(Math.acos(lattice.a().dot(lattice.b()) / 30)))
        .isCloseTo(105, within(1e-10));
  }

  @Test
  void readsOperationsInCapitalsAndTwice() throws CifException {
    Structure structure =
        only(CifTexts.block(
                "x",
                CifTexts.cube(4),
                CifTexts.operations("X+1,Y,Z", "-X, -Y, -Z", "-x,-y,-z"),
                CifTexts.sites("C1 C 0.1 0.2 0.3")))
            .structure();
    assertThat(structure.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"H4 Si2", "D4 (Si)2", "Si H0 Na0.0", "Si hydrated, H2 O", "Si Qq"})
  void takesAFormulaThatItsSitesHoldOrThatIsNone(String formula) throws CifException {
    String text =
        CifTexts.block(
            "x",
            CifTexts.cube(4),
            CifTexts.P1,
            "_chemical_formula_sum '%s'\n".formatted(formula),
            CifTexts.sites(
                "Si1 Si 0 0 0", formula.contains("4") ? "H1 H 0.5 0 0" : "Si2 Si .5 0 0"));
    assertThat(only(text).structure().size()).isEqualTo(2);
  }
}
