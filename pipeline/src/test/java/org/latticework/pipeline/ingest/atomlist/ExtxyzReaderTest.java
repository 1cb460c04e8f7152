package org.latticework.pipeline.ingest.atomlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.ingest.Packed;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

class ExtxyzReaderTest {
  /** As ASE 3.22 writes it, with what it puts into quotes. */
  private static final String FRAME =
      """
      5
      Lattice="4.0 0.0 0.0 0.1 4.0 0.0 0.0 0.2 4.1" Properties=species:S:1:pos:R:3:forces:R:3 energy=-40.5 band_gap=1.75 note="two words \\"quoted\\"" arr="_JSON [1, 2, 3]" d="_JSON {\\"a\\": 1}" pbc="T T T"
      Ba       0.00000000       0.00000000       0.00000000       0.00000000       0.00000000       0.00000000
      Ti       2.00000000       2.00000000       2.00000000       0.00000000       0.00000000       0.10000000
      O        2.00000000       2.00000000       0.10000000       0.00000000       0.00000000       0.00000000
      O        2.00000000       0.00000000       2.10000000       0.00000000       0.00000000       0.00000000
      O        0.10000000       2.00000000       2.00000000       0.00000000       0.00000000       0.00000000
      """;

  /** Its fractional coordinates, of ASE. */
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

  private static List<DumpRecord> read(String text) {
    return Records.read(
        new ExtxyzReader(Records.STRICT, new FileNames("file:/d")), "file:/d/a/run.extxyz", text);
  }

  @Test
  void readsAFrameAsAseWritesIt() {
    List<DumpRecord> records = read(FRAME);
    Material material = Records.material(records.get(0));

    assertThat(records).hasSize(1);
    assertThat(material.materialId()).isEqualTo("a/run");
    assertThat(material.origin().record()).isEqualTo("line 1, frame 1");
    assertThat(material.structure().atomicNumbers()).containsExactly(56, 22, 8, 8, 8);
    assertThat(material.structure().lattice().rows())
        .containsExactly(4.0, 0, 0, 0.1, 4.0, 0, 0, 0.2, 4.1);
    assertThat(material.structure().fractionals()).containsExactly(FRACTIONAL, within(ROUNDING));
    assertThat(material.targets()).isEqualTo(Map.of(Target.BAND_GAP, 1.75));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pbc="T T T"           | pbc=[True, true, 1]
          pbc="T T T"           | pbc='T T T' done
          pbc="T T T"           | ''
          Lattice="4.0          | lattice = "4.0
          Properties=species    | properties=species
          energy=-40.5          | energy={-40.5 1} free text, alone
          band_gap=1.75         | band_gap="1.75"
          band_gap=1.75         | band_gap=1.75 x=[[1, 2], [3, 4]] y="[1 2" z={1 {2} 3}
          """)
  void readsTheQuotesAndBracketsThatPeopleWrite(String part, String other) {
    Material material = Records.material(read(FRAME.replace(part, other)).get(0));

    assertThat(material.structure().fractionals()).containsExactly(FRACTIONAL, within(ROUNDING));
    assertThat(material.target(Target.BAND_GAP)).hasValue(1.75);
  }

  @Test
  void takesOnlyTargetsWhoseNamesMeanNothingElse() {
    String comment =
        "band_gap=1.75 n=5 e_total=-123 energy_per_atom=-8 volume=1 e_form=-0.5 e_above_hull=0.1";
    assertThat(Records.material(read(FRAME.replace("band_gap=1.75", comment)).get(0)).targets())
        .isEqualTo(
            Map.of(
                Target.BAND_GAP, 1.75,
                Target.FORMATION_ENERGY_PER_ATOM, -0.5,
                Target.ENERGY_ABOVE_HULL, 0.1));

    RecordRules rules = new RecordRules("", false, false, List.of("stress"), "");
    List<DumpRecord> extra =
        Records.read(
            new ExtxyzReader(rules, new FileNames("d")),
            "d/a.xyz",
            FRAME.replace("band_gap", "stress"));
    assertThat(Records.material(extra.get(0)).targets()).hasSize(1).containsValue(1.75);
  }

  @Test
  void saysWhereAFileBreaksOffBetweenFrames() {
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(FRAME.getBytes(StandardCharsets.UTF_8)),
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] b, int off, int len) throws IOException {
                throw new ZipException("damaged");
              }
            });
    List<DumpRecord> records = new ArrayList<>();
    Records.forEach(
        new FileRecords(
            new DumpFile("d/a.xyz", FRAME.length()),
            broken,
            new ExtxyzReader(Records.STRICT, new FileNames("d")),
            Records.STRICT),
        records::add);

    assertThat(records).hasSize(2);
    assertThat(Records.rejection(records.get(1)).reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
    assertThat(Records.rejection(records.get(1)).origin().record()).isEqualTo("line 8, frame 2");
  }

  @Test
  void takesElementsFromAtomicNumbersAndCellsFromBrackets() {
    String text =
        """
        2
        Lattice=[4, 0, 0, 0, 4, 0, 0, 0, 4] Properties=tag:I:1:Z:I:1:pos:R:3
        0 55 0 0 0
        0 17 2 2 2
        """;
    Material material = Records.material(read(text).get(0));

    assertThat(material.structure().atomicNumbers()).containsExactly(55, 17);
    assertThat(material.structure().fractionals()).containsExactly(0, 0, 0, 0.5, 0.5, 0.5);
  }

  @Test
  void namesFramesByTheirCommentOrElseByTheirNumber() {
    String text =
        FRAME
            + "\n"
            + FRAME.replace("energy", "mp_id=mp-2 energy")
            + FRAME.replace("energy", "id=7 material_id=mp-3 energy")
            + FRAME
            + "\n \n";

    assertThat(read(text))
        .extracting(record -> Records.material(record).materialId())
        .containsExactly("a/run#1", "mp-2", "mp-3", "a/run#4");
    assertThat(read(text))
        .extracting(record -> Records.material(record).origin().record())
        .containsExactly(
            "line 1, frame 1", "line 9, frame 2", "line 16, frame 3", "line 23, frame 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Lattice=              | Cell=                 | NOT_PERIODIC      | no Lattice
          pbc="T T T"           | pbc="T T F"           | NOT_PERIODIC      | 'T T F'
          Ti                    | Xx                    | UNKNOWN_ELEMENT   | site 1: 'Xx' is not
          0.2 4.1               | 0.2                   | MALFORMED_FIELD   | nine numbers
          "4.0 0.0 0.0          | [[4.0 0.0 0.0]] "     | MALFORMED_FIELD   | nine numbers
          0.2 4.1               | 0.2 nan               | NOT_FINITE        | number 9 of Lattice
          0.2 4.1               | 0.2 0.1               | FLAT_CELL         | another unit
          :forces:R:3           | ''                    | MALFORMED_FIELD   | site 0 has 7 columns, should have 4
          :forces:R:3           | :forces:R             | MALFORMED_FIELD   | Properties should be
          species:S:1:          | ''                    | MALFORMED_FIELD   | Properties should be
          band_gap=1.75         | band_gap=wide         | MALFORMED_FIELD   | band_gap should be a number
          pbc="T T T"           | pbc="T T T            | MALFORMED_FIELD   | open
          '5\\n'                 | '21000\\n'             | TOO_MANY_SITES    | may have 20000
          '5\\n'                 | '6\\n'                 | MISSING_STRUCTURE | has 5 lines of atoms, should have 6
          '5\\n'                 | '4\\n'                 | MALFORMED_FIELD   | line 14 is behind the 4 atoms
          '5\\n'                 | 'five\\n'              | MALFORMED_FIELD   | should be the number of atoms of a frame, is 'five'
          """)
  void losesABrokenFrameAndReadsTheOthers(
      String part, String other, RejectionReason reason, String detail) {
    String broken = FRAME.replace(part.translateEscapes(), other.translateEscapes());
    List<DumpRecord> records = read(FRAME + broken + FRAME);

    // What cannot be told from more lines of the frame before costs that frame instead.
    boolean joined = other.startsWith("five");
    assertThat(records).hasSize(joined ? 2 : 3);
    Rejection rejection = Records.rejection(records.get(joined ? 0 : 1));
    if (!joined) {
      assertThat(rejection.reason()).isEqualTo(reason);
      assertThat(rejection.detail()).contains(detail);
      assertThat(rejection.materialId()).contains("a/run#2");
      assertThat(rejection.origin().record()).isEqualTo("line 8, frame 2");
      Records.material(records.get(0));
    }
    Records.material(records.get(records.size() - 1));
    if (joined) {
      Rejection first = Records.rejection(read(broken + FRAME).get(0));
      assertThat(first.reason()).isEqualTo(reason);
      assertThat(first.detail()).contains(detail);
    }
  }

  @Test
  void skipsALineThatIsTooLongWithoutHoldingIt() {
    String broken = FRAME.replace("Ti ", "Ti " + "9".repeat(FrameLines.MAX_LINE));
    List<DumpRecord> records = read(broken + FRAME);

    assertThat(records).hasSize(2);
    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
    assertThat(Records.material(records.get(1)).materialId()).isEqualTo("a/run#2");
  }

  @Test
  void keepsTheFramesBeforeTheCutOfAPackedFile() throws IOException {
    byte[] packed = Packed.of("gz", FRAME.repeat(500));
    List<DumpRecord> records =
        Records.read(
            new ExtxyzReader(Records.STRICT, new FileNames("d")),
            "d/run.xyz.gz",
            Arrays.copyOf(packed, packed.length - 100));
    Rejection last = Records.rejection(records.get(records.size() - 1));

    assertThat(records).hasSizeBetween(50, 500);
    assertThat(records.subList(0, records.size() - 1))
        .allMatch(DumpRecord.Accepted.class::isInstance);
    assertThat(last.reason()).isEqualTo(RejectionReason.TRUNCATED_FILE);
    assertThat(last.origin().record()).endsWith("frame " + records.size());
    assertThat(Records.material(records.get(0)).materialId()).isEqualTo("run#1");
  }

  @Test
  void readsBackWhatWasWrittenOfRealOxides() throws IOException {
    var file = SharedData.file("mp-oxides-50.jsonl.gz");
    List<Material> oxides =
        Records.read(file.toString(), Files.readAllBytes(file)).stream()
            .map(Records::material)
            .toList();
    StringBuilder text = new StringBuilder();
    oxides.forEach(oxide -> text.append(Poscars.frame(oxide.materialId(), oxide.structure())));
    List<DumpRecord> records =
        Records.read(
            new ExtxyzReader(Records.STRICT, new FileNames("d")),
            "d/oxides.xyz",
            text.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(records).hasSameSizeAs(oxides);
    for (int k = 0; k < records.size(); k++) {
      Material read = Records.material(records.get(k));
      assertThat(read.materialId()).isEqualTo(oxides.get(k).materialId());
      PoscarReaderTest.assertSame(read.structure(), oxides.get(k).structure(), ROUNDING);
    }
  }
}
