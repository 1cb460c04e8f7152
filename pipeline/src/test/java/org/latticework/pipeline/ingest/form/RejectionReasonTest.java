package org.latticework.pipeline.ingest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.ciftable.CifReader;
import org.latticework.pipeline.ingest.ciftable.CsvReader;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.document.DocumentParserTest;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.json.MatbenchReaderTest;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.material.RejectionReason;

/** An example of each reason for which a record is refused. */
class RejectionReasonTest {
  private static final String CIF = CifDocument.cesiumChloride("x", 4);

  static Stream<Arguments> files() throws IOException {
    byte[] packed = Gzip.of(cesiumChloride("mp-1", 4).toString());
    byte[] damaged = packed.clone();
    damaged[packed.length - 6] ^= 1; // of the checksum
    return Stream.of(
        example(RejectionReason.TRUNCATED_FILE, "a.jsonl.gz", Arrays.copyOf(packed, 60)),
        example(RejectionReason.CORRUPT_FILE, "a.jsonl.gz", damaged),
        example(RejectionReason.ENDLESS_EXPANSION, "a.jsonl.gz", Gzip.newlines(80L << 20)),
        example(RejectionReason.RECORD_TOO_LARGE, "a.jsonl", "x".repeat(2_000)),
        example(RejectionReason.UNKNOWN_TARGET, "a.json", matbenchOfColors()),
        example(RejectionReason.MALFORMED_CSV, "a.csv", "a,b\n1,2\n"),
        example(RejectionReason.MALFORMED_CIF, "a.cif", CIF + "loop_\n"),
        example(RejectionReason.MISSING_LATTICE, "a.cif", CIF.replace("angle_alpha 90", "x 1")),
        example(RejectionReason.FLAT_CELL, "a.cif", CIF.replace("alpha 90", "alpha 200")),
        example(RejectionReason.MISSING_SYMMETRY, "a.cif", CIF.replace("'P 1'", "'P -1'")),
        example(
            RejectionReason.BAD_SYMMETRY,
            "a.cif",
            CIF + "loop_ _symmetry_equiv_pos_as_xyz x,y,q\n"),
        example(
            RejectionReason.IMPLICIT_HYDROGEN,
            "a.cif",
            CIF.replace("_fract_z", "_fract_z\n_atom_site_attached_hydrogens")
                .replace("Cs0 0 0 0", "Cs0 0 0 0 2")
                .replace("0.5 0.5 0.5", "0.5 0.5 0.5 0")),
        example(
            RejectionReason.MISSING_ELEMENT, "a.cif", CIF + "_chemical_formula_sum 'Cl Cs Na'\n"),
        example(
            RejectionReason.COINCIDENT_SITES,
            "a.cif",
            CIF.replace("Cl Cl1 0.5 0.5 0.5", "Cs Cs1 0.001 0 0")));
  }

  private static String matbenchOfColors() {
    return MatbenchReaderTest.table("[0]", "[\"structure\",\"color\"]", "1");
  }

  private static Arguments example(RejectionReason reason, String path, String text) {
    return example(reason, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arguments example(RejectionReason reason, String path, byte[] bytes) {
    return Arguments.of(reason, path, bytes);
  }

  private static RecordReader reader(String path) {
    if (path.endsWith(".cif")) {
      return new CifReader(Records.STRICT, new TargetLists("file:/d"));
    }
    return path.endsWith(".csv")
        ? new CsvReader(Records.STRICT)
        : path.endsWith(".jsonl")
            ? new JsonLinesReader(Records.STRICT, 1_000)
            : new JsonReader(Records.STRICT);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isGivenForAFile(RejectionReason reason, String path, byte[] bytes) {
    List<DumpRecord> records = Records.read(reader(path), path, bytes);

    DumpRecord last = records.get(records.size() - 1);
    assertThat(Records.rejection(last).reason()).isEqualTo(reason);
    assertThat(Records.rejection(last).detail()).isNotBlank();
  }

  @Test
  void isGivenForACifThatItsFoldersListDoesNotName() throws IOException {
    TargetLists lists = new TargetLists("file:/d");
    byte[] list = "b,1\n".getBytes(StandardCharsets.UTF_8);
    List<DumpRecord> lines =
        lists.read(
            new DumpFile("d/id_prop.csv", 4),
            new ByteArrayInputStream(list),
            Set.of("d/a"),
            Records.STRICT);
    List<DumpRecord> cifs = Records.read(new CifReader(Records.STRICT, lists), "d/a.cif", CIF);

    assertThat(Records.rejection(lines.get(0)).reason()).isEqualTo(RejectionReason.MISSING_FILE);
    assertThat(Records.rejection(cifs.get(0)).reason()).isEqualTo(RejectionReason.NOT_LISTED);
  }

  @Test
  void namesTheLineThatWasRefusedWithItsCif() throws IOException {
    TargetLists lists = new TargetLists("file:/d");
    byte[] list = "b,1\na,1,2\n".getBytes(StandardCharsets.UTF_8);
    lists.read(
        new DumpFile("d/id_prop.csv", 8),
        new ByteArrayInputStream(list),
        Set.of("d/a", "d/b"),
        Records.STRICT);
    List<DumpRecord> cifs = Records.read(new CifReader(Records.STRICT, lists), "d/a.cif", CIF);

    assertThat(Records.rejection(cifs.get(0)).detail())
        .isEqualTo(
            "the line of id_prop.csv for the file was refused: line 2, the line should have id and"
                + " target, has 3 fields");
  }

  @Test
  void hasAnExampleInTheTests() throws IOException {
    Set<RejectionReason> seen =
        EnumSet.of(
            RejectionReason.MISSING_FILE, // above
            RejectionReason.NOT_LISTED, // above
            RejectionReason.ISOLATED_SITE, // FeaturizeIT
            RejectionReason.UNSEARCHABLE_CELL, // FeaturizeIT
            RejectionReason.TOO_LARGE); // of predictions, LeftOutIT
    Stream.concat(files(), DocumentParserTest.refused())
        .forEach(arguments -> seen.add((RejectionReason) arguments.get()[0]));

    assertThat(seen).containsExactlyInAnyOrder(RejectionReason.values());
  }
}
