package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.DamagedText;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.ingest.cif.CifDistances;
import org.latticework.pipeline.ingest.cif.CifTexts;

/** Damaged texts: a crystal or a {@link CifException}, never anything else. */
class CifMutationTest {
  private static final String ORE =
      """
      # one of everything
      data_ore
      _cell_length_a 4.5(2) _cell_length_b 4.5 _cell_length_c "4.50"
      _cell_angle_alpha 90 _cell_angle_beta 90. _cell_angle_gamma 9.0E+1
      _symmetry_space_group_name_H-M 'P -1'
      _space_group_IT_number 2
      _chemical_formula_sum 'D2 O6 Fe2'
      _publ_section_title
      ;
       a text
      ;
      loop_ _space_group_symop_operation_xyz 'x,y,z' -x,-y,-z
      loop_
      _atom_site_label
      _atom_site_type_symbol
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      _atom_site_occupancy
      _atom_site_calc_flag
      _atom_site_attached_hydrogens
      Fe1 Fe3+ 0.1 0.2 0.3 1.0 d 0
      O1 O2- 0.5 0.75(1) 0.1 . . .
      O2 ? .3 -0.3333 1.2 ? ? ?
      O3 O 0.25 0.25 2.5e-1 1 c 0
      D1 D1+ 0.9 0.8 0.6 1 calc 0
      loop_ _atom_type_symbol _atom_type_oxidation_number Fe3+ 3 O2- -2
      """;
  private static final List<String> TEXTS =
      List.of(ORE, ORE.replace("fract_", "Cartn_"), CifTexts.WURTZITE, CifTexts.RUTILE);
  private static final String[] FRAGMENTS = {
    "data_",
    "loop_",
    "_atom_site_fract_x",
    "_cell.length_a ",
    "\n;",
    "'",
    "\"",
    " ? ",
    " . ",
    "#",
    "(",
    "1e308",
    "-1e-308",
    "99999999999999999999",
    "0.3333",
    "NaN",
    ",",
    "x+",
    "/0",
    "\r",
    "\0",
    "\uFEFF",
    "\uD800",
    "save_",
    "stop_",
    "_",
    " ",
    "\n",
    "y,x,z ",
    "-"
  };

  @Provide
  Arbitrary<String> damaged() {
    return Arbitraries.randomValue(CifMutationTest::damage);
  }

  @Provide
  Arbitrary<String> rubbish() {
    return Arbitraries.randomValue(
        random -> {
          byte[] bytes = new byte[random.nextInt(400)];
          random.nextBytes(bytes);
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          return random.nextBoolean() ? text : "data_x\n" + text;
        });
  }

  private static String damage(Random random) {
    return DamagedText.of(TEXTS, FRAGMENTS, random);
  }

  @Property(tries = 10_000, seed = "1", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesDamagedTexts(@ForAll("damaged") String text) {
    readOrRefuse(text);
  }

  @Property(tries = 3_000, seed = "2", shrinking = ShrinkingMode.OFF)
  void readsOrRefusesRubbish(@ForAll("rubbish") String text) {
    readOrRefuse(text);
  }

  private static void readOrRefuse(String text) {
    List<CifCrystal> crystals;
    try {
      crystals = CifTexts.crystals(text);
    } catch (CifException e) {
      assertThat(e.fault()).isNotNull();
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
      return;
    }
    assertThat(crystals).isNotEmpty();
    for (CifCrystal crystal : crystals) {
      Structure structure = crystal.structure();
      for (double coordinate : structure.fractionals()) {
        assertThat(coordinate).isGreaterThanOrEqualTo(0).isLessThan(1);
      }
      for (int i = 0; i < structure.size(); i++) {
        assertThat(CifDistances.nearest(structure, i)).isGreaterThan(0.09);
      }
    }
  }
}
