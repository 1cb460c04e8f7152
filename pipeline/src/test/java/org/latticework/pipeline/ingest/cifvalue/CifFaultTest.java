package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latticework.pipeline.ingest.cif.CifTexts;

public class CifFaultTest {
  private static final String CUBE = CifTexts.cube(4);
  private static final String P1 = CifTexts.P1;
  private static final String SITE = CifTexts.sites("Si1 Si 0 0 0");

  /** A faulty text, what it is, and words that the message must have. */
  record Example(CifFault fault, String text, String words) {}

  public static CifException faultOf(ThrowingCallable action) {
    return Assertions.catchThrowableOfType(CifException.class, action);
  }

  private static final List<Example> EXAMPLES = examples();

  private static List<Example> examples() {
    List<Example> all = new ArrayList<>();
    syntaxExamples(all);
    cellExamples(all);
    symmetryExamples(all);
    siteExamples(all);
    countExamples(all);
    return all;
  }

  private static void syntaxExamples(List<Example> all) {
    add(all, CifFault.SYNTAX, "", "no data_ block");
    add(all, CifFault.SYNTAX, "hello", "must start with data_");
    add(all, CifFault.SYNTAX, "data_x _a 'open", "does not end on its line");
    add(all, CifFault.SYNTAX, "data_x\n_a\n;open\n", "Line 3: the text field");
    add(all, CifFault.SYNTAX, "data_x\n_a\n;text\n;b\n", "followed by a blank");
    add(all, CifFault.SYNTAX, "data_x\n_a\n", "'_a' has no value");
    add(all, CifFault.SYNTAX, "data_x\n_a _b 1", "'_a' has no value");
    add(all, CifFault.SYNTAX, "data_x\n_a 1 2\n", "the value '2' has no name");
    add(all, CifFault.SYNTAX, "data_x\nloop_\n1 2 3\n", "has no names");
    add(all, CifFault.SYNTAX, "data_x\nloop_ _a _b\n1 2\n3\n", "line 2 has 1 of 2 values");
    add(all, CifFault.SYNTAX, "data_x\n_cell_length_a 1\n_cell.length_A 1", "given twice");
    add(all, CifFault.SYNTAX, "data_x\nsave_y\n", "save_y is not allowed");
    add(all, CifFault.SYNTAX, "data_x\nloop_ _cell_length_a 1 2", "must have one value, got 2");
    add(all, CifFault.NO_CRYSTAL, "data_x\n_a 1\ndata_y\n", "None of 2 blocks");
  }

  private static void cellExamples(List<Example> all) {
    add(all, CifFault.MISSING_CELL, "data_x\n" + P1 + SITE, "_cell_length_a is missing");
    add(
        all,
        CifFault.MISSING_CELL,
        text(CUBE.replace("_alpha 90.0", "_alpha ?"), P1, SITE),
        "_cell_angle_alpha is missing");
    add(all, CifFault.BAD_CELL, text(CifTexts.cube(0), P1, SITE), "(0, 10000] Å");
    add(all, CifFault.BAD_CELL, text(CifTexts.cell(4, 4, 4, 180, 90, 90), P1, SITE), "degrees");
    add(all, CifFault.BAD_CELL, text(CifTexts.cell(4, 4, 4, 150, 150, 150), P1, SITE), "no cell");
    add(all, CifFault.BAD_CELL, text(CifTexts.cell(4, 4, 0.1, 90, 90, 90), P1, SITE), "0.2 Å");
    add(all, CifFault.BAD_NUMBER, text(CUBE.replace("_a 4.0", "_a NaN"), P1, SITE), "'NaN'");
    add(all, CifFault.BAD_NUMBER, text(CUBE.replace("_a 4.0", "_a 1e999"), P1, SITE), "'1e999'");
  }

  private static void symmetryExamples(List<Example> all) {
    add(all, CifFault.MISSING_SYMMETRY, text(CUBE, SITE), "no space group");
    add(
        all,
        CifFault.MISSING_SYMMETRY,
        text(CUBE, P1.replace("P 1", "F m -3 m"), SITE),
        "Space group 'F m -3 m'");
    add(
        all,
        CifFault.MISSING_SYMMETRY,
        text(CUBE, P1, "_symmetry_Int_Tables_number 225\n", SITE),
        "Space group '225'");
    add(
        all,
        CifFault.BAD_SYMMETRY,
        text(CUBE, P1, "_symmetry_Int_Tables_number 1.5\n", SITE).replace(P1, operations("x,y,z")),
        "1 to 230");
    add(all, CifFault.BAD_SYMMETRY, text(CUBE, operations("x,y"), SITE), "three parts");
    add(
        all,
        CifFault.BAD_SYMMETRY,
        text(CUBE, operations("-X, -Y, -Z"), SITE),
        "are no group: x,y,z is not among them");
    add(all, CifFault.BAD_SYMMETRY, text(CUBE, operations("x,y,y"), SITE), "determinant");
    add(
        all,
        CifFault.BAD_SYMMETRY,
        text(CifTexts.cell(4, 5, 6, 90, 90, 90), operations("x,y,z", "y,x,-z"), SITE),
        "does not map the cell onto itself");
    add(
        all,
        CifFault.BAD_SYMMETRY,
        text(CUBE, operations("x,y,z", "z,x,y"), SITE),
        "are no group: the product of z,x,y and z,x,y");
    add(
        all,
        CifFault.BAD_SYMMETRY,
        text(CUBE, operations(manyTranslations()), SITE),
        "At most 384 symmetry operations");
  }

  private static void siteExamples(List<Example> all) {
    add(all, CifFault.MISSING_SITES, text(CUBE, P1), "no atom sites");
    add(all, CifFault.MISSING_SITES, text(CUBE, P1, CifTexts.table("label", "Si1")), "no atom");
    add(
        all,
        CifFault.MISSING_SITES,
        text(CUBE, P1, CifTexts.table("label fract_x fract_y", "Si1 0 0")),
        "_atom_site_fract_z has 0 values, need 1");
    site(all, CifFault.MISSING_COORDINATE, "Si1 Si 0 ? 0", "site 0 (Si1): _atom_site_fract_y");
    site(all, CifFault.BAD_NUMBER, "Si1 Si 0 0,5 0", "got '0,5'");
    site(all, CifFault.BAD_NUMBER, "Si1 Si 0 1e9 0", "within 10000 cells");
    site(all, CifFault.UNKNOWN_ELEMENT, "X1 Xx 0 0 0", "site 0 (X1): 'Xx'");
    site(all, CifFault.UNKNOWN_ELEMENT, "Q1 ? 0 0 0", "'Q1' names no element");
    site(all, CifFault.UNKNOWN_ELEMENT, "HO1 ? 0 0 0", "may mean any of [H, Ho]");
    site(all, CifFault.PARTIAL_OCCUPANCY, "K1 K 0 0 0\nNa1 Na 0 0 1", "0.0000 Å from one of");
    site(all, CifFault.COINCIDENT_SITES, "K1 K 0 0 0\nK2 K 0 .02 1", "site 1 (K2)");
    String flags = "label fract_x fract_y fract_z occupancy calc_flag attached_hydrogens";
    String flagged = text(CUBE, P1) + CifTexts.table(flags, "Si1 0 0 0 1 d 0", "Si2 .5 .5 .5 ");
    add(all, CifFault.PARTIAL_OCCUPANCY, flagged + "0.5 d 0", "site 1 (Si2): its occupancy");
    add(all, CifFault.PARTIAL_OCCUPANCY, flagged + "2 d 0", "must be 1, got '2'");
    add(all, CifFault.DUMMY_SITE, flagged + "1 dum 0", "site 1 (Si2): its calculation flag");
    add(all, CifFault.IMPLICIT_HYDROGEN, flagged + "1 d 2", "'2' attached hydrogen");
    formulaExamples(all);
    add(
        all,
        CifFault.CARTESIAN_AXES,
        text(CUBE, P1, "_atom_sites.fract_transf_matrix[1][1] 0.25\n")
            + CifTexts.table("label Cartn_x Cartn_y Cartn_z", "Si1 0 0 0"),
        "need fractional ones");
  }

  private static void formulaExamples(List<Example> all) {
    String hydrated = "_chemical_formula_sum 'H2 O2 Si'\n";
    add(
        all,
        CifFault.IMPLICIT_HYDROGEN,
        text(CUBE, P1, hydrated, SITE),
        "_chemical_formula_sum is 'H2 O2 Si', but no site is H");
    for (String moiety : List.of("2(H2 O), Si", "Si, D3 O 1+", "[Si (T O)4]n")) {
      add(
          all,
          CifFault.IMPLICIT_HYDROGEN,
          text(CUBE, P1, "_chemical_formula_moiety '%s'\n".formatted(moiety), SITE),
          "but no site is H");
    }
    add(
        all,
        CifFault.MISSING_ELEMENT,
        text(CUBE, P1, "_chemical_formula_structural 'Na2 (Si)'\n", SITE),
        "'Na2 (Si)', but no site is Na");
  }

  private static void countExamples(List<Example> all) {
    String[] rows =
        IntStream.range(0, 20_001)
            .mapToObj(i -> "H H 0.%02d 0.%02d 0.%02d".formatted(i % 30, i / 30 % 30, i / 900))
            .toArray(String[]::new);
    add(
        all,
        CifFault.TOO_MANY_SITES,
        text(CifTexts.cube(100), P1, CifTexts.sites(rows)),
        "more than 20000 sites");
    add(
        all,
        CifFault.TOO_MANY_SITES,
        text(CifTexts.cube(100), operations("x,y,z", "x,y,z+.5"))
            + CifTexts.sites(Arrays.copyOf(rows, 10_001)),
        "more than 20000 sites");
  }

  private static String[] manyTranslations() {
    return IntStream.range(0, 385)
        .mapToObj(i -> "x,y,z+%d/385".formatted(i))
        .toArray(String[]::new);
  }

  private static String operations(String... operations) {
    return CifTexts.operations(operations);
  }

  private static String text(String... parts) {
    return CifTexts.block("x", parts);
  }

  private static void site(List<Example> all, CifFault fault, String row, String words) {
    add(all, fault, text(CUBE, P1, CifTexts.sites(row)), words);
  }

  private static void add(List<Example> all, CifFault fault, String text, String words) {
    all.add(new Example(fault, text, words));
  }

  @TestFactory
  List<DynamicTest> namesEveryFault() {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.fault + " " + example.words,
                    () -> {
                      CifException e = faultOf(() -> CifTexts.crystals(example.text));
                      assertThat(e).isNotNull().hasMessageContaining(example.words);
                      assertThat(e.fault()).isEqualTo(example.fault);
                    }))
        .toList();
  }

  @Test
  void hasAnExampleOfEveryKind() {
    Set<CifFault> shown = EnumSet.noneOf(CifFault.class);
    EXAMPLES.forEach(example -> shown.add(example.fault));
    assertThat(shown).isEqualTo(EnumSet.allOf(CifFault.class));
  }

  @Test
  void namesBlockAndLine() {
    assertThat(faultOf(() -> CifTexts.crystals("# comment\n" + text(CUBE, SITE))))
        .hasMessage("data_x (line 2): There are no symmetry operations and no space group");
  }

  @Test
  void doesNotRepeatALongValue() {
    String text = text(CUBE.replace("_a 4.0", "_a " + "9".repeat(100_000)), P1, SITE);
    assertThat(faultOf(() -> CifTexts.crystals(text)).getMessage().length()).isLessThan(200);
  }
}
