package org.latticework.pipeline.ingest.ciftable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.ingest.CifDocument;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

class CsvReaderTest {
  // As CDVAE's mp_20: the first column is pandas' index.
  private static final String HEADER =
      ",material_id,formation_energy_per_atom,band_gap,pretty_formula,e_above_hull,elements,cif,"
          + "spacegroup.number\n";

  private static String row(int index, String id, String energy, String cif) {
    return "%d,%s,%s,0.5,CsCl,0.0,\"['Cl', 'Cs']\",\"%s\",221\n"
        .formatted(index, id, energy, cif.replace("\"", "\"\""));
  }

  private static String cif(double edge) {
    return "# generated \"by\" pymatgen\n" + CifDocument.cesiumChloride("CsCl", edge);
  }

  private static List<DumpRecord> read(String text) {
    return Records.read(new CsvReader(Records.STRICT), "train.csv", text);
  }

  @Test
  void readsQuotedCifsOverManyLinesAndWhatStandsBesideThem() {
    List<DumpRecord> records =
        read(HEADER + row(0, "mp-1", "-2.25", cif(4.1)) + row(1, "mp-2", "", cif(4.2)));

    Material first = Records.material(records.get(0));
    assertThat(first.materialId()).isEqualTo("mp-1");
    assertThat(first.formulaPretty()).isEqualTo("CsCl");
    assertThat(first.target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(-2.25);
    assertThat(first.target(Target.BAND_GAP)).hasValue(0.5);
    assertThat(first.target(Target.ENERGY_ABOVE_HULL)).hasValue(0);
    assertThat(first.symmetryNumber()).hasValue(221);
    assertThat(first.structure().lattice().a().x()).isEqualTo(4.1);
    assertThat(first.origin().record()).isEqualTo("line 2, row 1");
    Material second = Records.material(records.get(1));
    assertThat(second.target(Target.FORMATION_ENERGY_PER_ATOM)).isEmpty();
    long lineOfSecond = 2 + cif(4.1).lines().count();
    assertThat(second.origin().record()).isEqualTo("line %d, row 2".formatted(lineOfSecond + 1));
  }

  @Test
  void agreesWithAPlainReadingOnAnyWellFormedTable() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("\uFEFFband_gap,\"cif\",material_id\r\n");
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String id = "#\"q\" , \n'".substring(random.nextInt(8)) + i;
        ids.add(id);
        text.append(random.nextBoolean() ? "" : "\r\n")
            .append("1,\"")
            .append(CifDocument.cesiumChloride("x", 4))
            .append("\",\"")
            .append(id.replace("\"", "\"\""))
            .append(i == 4 && random.nextBoolean() ? "\"" : "\"\r\n");
      }
      assertThat(read(text.toString()))
          .as("seed %d", seed)
          .extracting(record -> Records.material(record).materialId())
          .isEqualTo(ids);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2.25", " -2.25", "-225e-2", "-.225E+1"})
  void readsNumbersAsTheyAreWritten(String energy) {
    Material material = Records.material(read(HEADER + row(0, "mp-1", energy, cif(4))).get(0));
    assertThat(material.target(Target.FORMATION_ENERGY_PER_ATOM)).hasValue(-2.25);
  }

  /** Java reads the first three, as 8, 1.5 and 1.5. */
  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1.5f", "1.5d", "1_000", "1.5eV", "1e", "."})
  void takesNoOtherSpellingForANumber(String energy) {
    Rejection rejection = Records.rejection(read(HEADER + row(0, "mp-1", energy, cif(4))).get(0));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_FIELD);
    assertThat(rejection.detail())
        .isEqualTo("formation_energy_per_atom should be a number, is '" + energy + "'");
  }

  @Test
  void goesOnBehindFaultyRows() {
    String good = row(9, "mp-9", "1", cif(4));
    List<DumpRecord> records =
        read(
            HEADER
                + good
                + "1,2,3\n"
                + row(1, "mp-1", "low", cif(4))
                + row(2, "", "1", cif(4))
                + row(3, "mp-3", "1", "data_x _cell_length_a")
                + row(4, "mp-4", "1", cif(4) + cif(5))
                + row(5, "mp-5", "inf", cif(4))
                + row(6, "mp-6", "1", cif(4)).replace(",221", ",231")
                + good);

    assertThat(records.subList(1, 8))
        .extracting(record -> Records.rejection(record).reason())
        .containsExactly(
            RejectionReason.MALFORMED_CSV,
            RejectionReason.MALFORMED_FIELD,
            RejectionReason.MISSING_ID,
            RejectionReason.MALFORMED_CIF,
            RejectionReason.MALFORMED_CIF,
            RejectionReason.MALFORMED_FIELD,
            RejectionReason.MALFORMED_FIELD);
    assertThat(Records.rejection(records.get(4)).materialId()).contains("mp-3");
    assertThat(Records.material(records.get(8)).materialId()).isEqualTo("mp-9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,b,c              | no column named cif
          "cif               | quote
          """)
  void refusesATextThatIsNoSuchTableOnce(String text, String detail) {
    List<DumpRecord> records = read(text + "\n1,2,3\n4,5,6\n");

    assertThat(records).hasSize(1);
    Rejection rejection = Records.rejection(records.get(0));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_CSV);
    assertThat(rejection.detail()).contains(detail);
  }

  @Test
  void refusesARowWithAnOpenQuoteAndARowOverTheLimit() {
    List<DumpRecord> open = read("cif,material_id\n\"data_x\"y,mp-1\n\"data_x,mp-2\n");
    assertThat(open)
        .extracting(record -> Records.rejection(record).reason())
        .containsExactly(RejectionReason.MALFORMED_CSV, RejectionReason.MALFORMED_CSV);
    assertThat(Records.rejection(open.get(1)).origin().record()).isEqualTo("line 3, row 2");

    String text = "cif,material_id\n" + "x".repeat(3_000) + ",mp-1\n1,2,3\n";
    List<DumpRecord> large =
        Records.read(
            new CsvReader(Records.STRICT, 1_000), "a.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(large)
        .extracting(record -> Records.rejection(record).reason())
        .containsExactly(RejectionReason.RECORD_TOO_LARGE, RejectionReason.MALFORMED_CSV);
  }

  @Test
  void keepsOutWhatIsWithdrawnOrNotForCommerceAsInOtherForms() {
    String header = "material_id,license,deprecated,cif\n";
    List<DumpRecord> records =
        read(
            header
                + row("mp-1", "BY-C", "False")
                + row("mp-2", "BY-NC", "")
                + row("mp-3", "", "True")
                + row("mp-4", "", "perhaps"));

    assertThat(Records.material(records.get(0)).license()).isEqualTo("BY-C");
    assertThat(records.subList(1, 4))
        .extracting(record -> Records.rejection(record).reason())
        .containsExactly(
            RejectionReason.NONCOMMERCIAL,
            RejectionReason.DEPRECATED,
            RejectionReason.MALFORMED_FIELD);
  }

  private static String row(String id, String license, String deprecated) {
    String cif = CifDocument.cesiumChloride("x", 4.1);
    return "%s,%s,%s,\"%s\"\n".formatted(id, license, deprecated, cif);
  }
}
