package org.latticework.pipeline.ingest.cif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.CifFaultTest;

/** Texts made to be slow. The times are generous: each takes a second or two at most. */
class CifLimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 2_000_000;

  private static void inTime(Executable executable) {
    Assertions.assertTimeout(PATIENCE, executable);
  }

  @Test
  void passesOverMillionsOfValuesThatNobodyReads() {
    String text =
        CifTexts.ROCK_SALT
            + "loop_\n_refln_index_h\n"
            + "1 ".repeat(MANY)
            + "\nloop_\n"
            + IntStream.range(0, 100_000)
                .mapToObj(i -> "_refln_" + i)
                .collect(Collectors.joining("\n"));
    inTime(() -> assertThat(CifTexts.crystals(text).get(0).structure().size()).isEqualTo(8));
  }

  @Test
  void stopsAtTheLimitOfSites() {
    String text =
        CifTexts.block("x", CifTexts.cube(100), CifTexts.P1)
            + CifTexts.table("fract_x fract_y fract_z", "0 0 0\n".repeat(MANY / 3));
    inTime(() -> expect(CifFault.TOO_MANY_SITES, text));
  }

  @Test
  void readsTwentyThousandSitesInOneCorner() {
    String[] rows = new String[CifCrystal.MAX_SITES];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "H H 0.%03d5 0.%03d5 0.%03d5".formatted(i % 30, i / 30 % 30, i / 900);
    }
    String text = CifTexts.block("x", CifTexts.cube(150), CifTexts.P1) + CifTexts.sites(rows);
    inTime(
        () ->
            assertThat(CifTexts.crystals(text).get(0).structure().size())
                .isEqualTo(CifCrystal.MAX_SITES));
  }

  @Test
  void countsEveryImageOfSitesInGeneralPositions() {
    String[] rows = new String[104]; // 104 · 192 = 19,968 sites
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          "C C 0.%04d 0.%04d 0.%04d"
              .formatted(101 + 20 * (i % 7), 401 + 20 * (i / 7 % 5), 1001 + 20 * (i / 35));
    }
    String text =
        CifTexts.block(
            "x",
            CifTexts.cube(200),
            CifTexts.operations(CifTexts.faceCenteredCubic().toArray(String[]::new)),
            CifTexts.sites(rows));
    inTime(
        () -> assertThat(CifTexts.crystals(text).get(0).structure().size()).isEqualTo(104 * 192));
  }

  @Test
  void readsManyTranslationsAndManyBlocks() {
    String[] translations =
        IntStream.range(0, 384).mapToObj(i -> "x,y,z+%d/384".formatted(i)).toArray(String[]::new);
    String text =
        CifTexts.block(
            "x",
            CifTexts.cube(384),
            CifTexts.operations(translations),
            CifTexts.sites("C C 0 0 0"));
    inTime(() -> assertThat(CifTexts.crystals(text).get(0).structure().size()).isEqualTo(384));
    inTime(() -> expect(CifFault.NO_CRYSTAL, "data_x\n".repeat(MANY / 4)));
  }

  @Test
  void readsLongTokens() {
    String text = CifTexts.ROCK_SALT;
    String nines = "9".repeat(MANY);
    inTime(() -> expect(CifFault.BAD_NUMBER, text.replace("_a 5.64", "_a " + nines)));
    inTime(() -> expect(CifFault.BAD_SYMMETRY, text.replace("'x,y,z'", "x,y,z+" + nines)));
    inTime(() -> expect(CifFault.UNKNOWN_ELEMENT, text.replace("Na+ 0", nines + " 0")));
    inTime(() -> expect(CifFault.SYNTAX, text + "\n;" + "\n".repeat(MANY)));
    inTime(() -> expect(CifFault.SYNTAX, text + "'".repeat(MANY)));
    String formula = "_chemical_formula_sum '" + "A".repeat(MANY) + "'\n";
    inTime(() -> assertThat(CifTexts.crystals(text + formula)).hasSize(1));
  }

  private static void expect(CifFault fault, String text) {
    assertThat(CifFaultTest.faultOf(() -> CifTexts.crystals(text)).fault()).isEqualTo(fault);
  }
}
