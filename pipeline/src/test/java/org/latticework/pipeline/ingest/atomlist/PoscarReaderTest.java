package org.latticework.pipeline.ingest.atomlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.ingest.Packed;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

class PoscarReaderTest {
  private static final String PEROVSKITE =
      """
      by hand
      1.0
       4.0 0.0 0.0
       0.1 4.0 0.0
       0.0 0.2 4.1
       Ba_sv Ti_pv/0a1b2c O
       1 1 3
      Selective dynamics
      Cartesian
       0.0 0.0 0.0 T T T
       2.0 2.0 2.0 T T F
       2.0 2.0 0.1 T F F
       2.0 0.0 2.1 F F F
       0.1 2.0 2.0 F F F
      """;

  /** The fractional coordinates that ASE 3.22 gives for it. */
  private static final double[] FRACTIONAL = {
    0,
    0,
    0,
    0.48810975609756097,
    0.47560975609756095,
    0.48780487804878053,
    0.48753048780487807,
    0.49878048780487805,
    0.02439024390243903,
    0.500640243902439,
    -0.025609756097560984,
    0.5121951219512196,
    0.013109756097560977,
    0.47560975609756095,
    0.48780487804878053
  };

  private static final double ROUNDING = 1e-12; // a few steps of a double near 1

  private static DumpRecord read(String text) {
    List<DumpRecord> records =
        Records.read(
            new PoscarReader(Records.STRICT, new TargetLists("file:/d")), "file:/d/a/POSCAR", text);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  static void assertSame(Structure actual, Structure expected, double tolerance) {
    assertThat(actual.atomicNumbers()).isEqualTo(expected.atomicNumbers());
    assertThat(actual.lattice().rows()).containsExactly(expected.lattice().rows());
    assertThat(actual.fractionals()).containsExactly(expected.fractionals(), within(tolerance));
  }

  @Test
  void readsCartesianPositionsOfPotentialsWithSelectiveDynamics() {
    Material material = Records.material(read(PEROVSKITE));

    assertThat(material.materialId()).isEqualTo("a/POSCAR");
    assertThat(material.formulaPretty()).isEqualTo("Ba O3 Ti");
    assertThat(material.structure().atomicNumbers()).containsExactly(56, 22, 8, 8, 8);
    assertThat(material.structure().lattice().rows())
        .containsExactly(4.0, 0, 0, 0.1, 4.0, 0, 0, 0.2, 4.1);
    assertThat(material.structure().fractionals()).containsExactly(FRACTIONAL, within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"-65.0, 65", "1.0 1.1 0.9, 64.944", "0.5 ! half, 8.2", "2, 524.8"}) // of 65.6 Å³
  void scalesCellAndPositionsAlike(String scale, double volume) {
    Structure structure =
        Records.material(read(PEROVSKITE.replace("\n1.0\n", "\n" + scale + "\n"))).structure();

    assertThat(structure.lattice().volume()).isCloseTo(volume, within(1e-10));
    assertThat(structure.fractionals()).containsExactly(FRACTIONAL, within(ROUNDING));
  }

  @Test
  void leavesDirectPositionsAsTheyAreAndWhatFollowsThemUnread() {
    String contcar =
        PEROVSKITE
                .replace("Selective dynamics\nCartesian", "Direct")
                .replace("\n1.0\n", "\n-65\n")
                .replace("\n", "\r\n")
            + "\r\n  0.00000000E+00  0.1E-02  0.0\r\n";
    Structure structure = Records.material(read(contcar)).structure();

    assertThat(structure.fractional(4, 0)).isEqualTo(0.1);
    assertThat(structure.fractional(4, 1)).isEqualTo(2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ' Ba_sv Ti_pv/0a1b2c O\\n'       | ''                | UNKNOWN_ELEMENT   | VASP 4
          ' Ba_sv Ti_pv/0a1b2c O\\n'       | ' \\n'             | MISSING_STRUCTURE | line 6 should be the elements, is blank
          Ba_sv                           | Xx                | UNKNOWN_ELEMENT   | line 6: 'Xx' is not
          ' 1 1 3'                        | ' 1 1'            | MALFORMED_FIELD   | 3 whole numbers, one for each element of line 6, has 2
          ' 1 1 3'                        | ' 1 1 3 1'        | MALFORMED_FIELD   | has 4
          ' 1 1 3'                        | ' 1 1 4'          | MISSING_STRUCTURE | the file ends before line 15
          ' 1 1 3'                        | ' 1 1 99999'      | TOO_MANY_SITES    | may have 20000
          ' 1 1 3'                        | ' 0 0 0'          | MISSING_STRUCTURE | no atoms
          '\\n1.0\\n'                       | '\\n0\\n'           | FLAT_CELL         | the scale is 0
          '\\n1.0\\n'                       | '\\nbig\\n'         | MALFORMED_FIELD   | line 2, number 1 of the scale should be a number, is 'big'
          ' 0.1 4.0 0.0'                  | ' 8.0 0.0 0.0'    | FLAT_CELL         | span no volume
          ' 4.0 0.0 0.0'                  | ' 0.1 0.0 0.0'    | FLAT_CELL         | another unit
          ' 2.0 0.0 2.1 F F F'            | ' 2.0 nan 2.1'    | NOT_FINITE        | is 'nan'
          ' 2.0 0.0 2.1 F F F'            | ' 2.0 0.0'        | MALFORMED_FIELD   | line 13, number 3 of a position
          Cartesian                       | Elsewhere         | MALFORMED_FIELD   | line 9 should be Direct or Cartesian, is 'Elsewhere'
          """)
  void saysWhatIsWrong(String part, String other, RejectionReason reason, String detail) {
    String text = PEROVSKITE.replace(part.translateEscapes(), other.translateEscapes());
    assertThat(text).isNotEqualTo(PEROVSKITE);
    Rejection rejection = Records.rejection(read(text));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.detail()).contains(detail);
    assertThat(rejection.materialId()).contains("a/POSCAR");
  }

  @Test
  void looksAtNothingBehindTheLastAtom() {
    String behind = "1 ".repeat(FrameLines.MAX_LINE) + "\n";
    assertThat(Records.material(read(PEROVSKITE + behind)).structure().size()).isEqualTo(5);
  }

  @Test
  void refusesALineThatIsTooLong() {
    String many = PEROVSKITE.replace(" 1 1 3", " 1".repeat(FrameLines.MAX_LINE / 2 + 1));
    Rejection rejection = Records.rejection(read(many));

    assertThat(rejection.reason()).isEqualTo(RejectionReason.RECORD_TOO_LARGE);
    assertThat(rejection.detail()).isEqualTo("line 7 is longer than 1048576 bytes");
    assertThat(Numbers.words("1 ".repeat(500_000))).hasSize(20_001);
  }

  @Test
  void refusesEveryBeginningOfAFile() {
    List<String> lines = PEROVSKITE.lines().toList();
    for (int n = 0; n < lines.size(); n++) {
      Rejection rejection =
          Records.rejection(read(String.join("\n", lines.subList(0, n)) + (n == 0 ? "" : "\n")));
      assertThat(rejection.reason())
          .isIn(RejectionReason.MISSING_LATTICE, RejectionReason.MISSING_STRUCTURE);
    }
  }

  @Test
  void refusesAFileThatIsTooLong() {
    byte[] bytes = PEROVSKITE.getBytes(StandardCharsets.UTF_8);
    TargetLists none = new TargetLists("file:/d");
    PoscarReader reader = new PoscarReader(Records.STRICT, none, bytes.length - 1);

    assertThat(Records.rejection(Records.read(reader, "POSCAR", bytes).get(0)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
  }

  @Test
  void readsBackWhatWasWrittenOfRealOxides() throws IOException {
    var file = SharedData.file("mp-oxides-50.jsonl.gz");
    for (DumpRecord record : Records.read(file.toString(), Files.readAllBytes(file))) {
      Structure oxide = Records.material(record).structure();
      byte[] packed = Packed.of("xz", Poscars.of(oxide));
      List<DumpRecord> read =
          Records.read(
              new PoscarReader(Records.STRICT, new TargetLists("d")), "d/1.vasp.xz", packed);

      assertThat(Records.material(read.get(0)).materialId()).isEqualTo("1");
      assertSame(Records.material(read.get(0)).structure(), oxide, 0);
    }
  }
}
