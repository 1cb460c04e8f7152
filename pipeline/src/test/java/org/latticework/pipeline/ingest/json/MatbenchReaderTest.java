package org.latticework.pipeline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.site;
import static org.latticework.pipeline.SummaryDocument.structure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.Repeated;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

public class MatbenchReaderTest {
  private static final String STRUCTURE =
      structure(4.1, site("Cs", "[0,0,0]"), site("Cl", "[0.5,0.5,0.5]"));
  private static final String E_FORM = "[\"structure\",\"e_form\"]";

  /** Returns a table with one row for each value. */
  public static String table(String index, String columns, String... values) {
    StringBuilder rows = new StringBuilder();
    for (String value : values) {
      rows.append(rows.length() == 0 ? "" : ",").append("[%s,%s]".formatted(STRUCTURE, value));
    }
    return "{\"index\":%s,\"columns\":%s,\"data\":[%s]}".formatted(index, columns, rows);
  }

  private static List<DumpRecord> read(String target, String path, String text) {
    return Records.read(
        new MatbenchReader(new RecordRules("", false, false, List.of(), target)), path, text);
  }

  private static Rejection first(String target, String path, String text) {
    List<DumpRecord> records = read(target, path, text);
    assertThat(records).hasSize(1);
    return Records.rejection(records.get(0));
  }

  @Test
  void readsStructuresAndTheirTargetUnderMatbenchsNames() {
    List<DumpRecord> records =
        read("", "/d/matbench_mp_e_form.json", table("[0,1,11]", E_FORM, "-1.5", "null", "2"));

    Material first = Records.material(records.get(0));
    assertThat(first.materialId()).isEqualTo("mb-mp-e-form-1");
    assertThat(first.targets()).isEqualTo(Map.of(Target.FORMATION_ENERGY_PER_ATOM, -1.5));
    assertThat(first.structure().size()).isEqualTo(2);
    assertThat(first.formulaPretty()).isEqualTo("Cl Cs");
    assertThat(first.origin().record()).isEqualTo("index 0");
    assertThat(Records.material(records.get(1)).targets()).isEmpty();
    assertThat(Records.material(records.get(2)).materialId()).isEqualTo("mb-mp-e-form-12");
  }

  @Test
  void padsNumbersToTheWidthOfTheTableAsTheFoldsOfMatbenchDo() {
    String index = "[" + "0,".repeat(132_751) + "0]";
    List<DumpRecord> records = read("", "matbench_mp_e_form.json", table(index, E_FORM, "1"));

    assertThat(Records.material(records.get(0)).materialId()).isEqualTo("mb-mp-e-form-000001");
  }

  @ParameterizedTest
  @CsvSource({
    "matbench_mp_gap.json,        gap pbe,           '',       band_gap",
    "matbench_dielectric.json,    n,                 '',       n",
    "mine.json,                   energy_above_hull, '',       energy_above_hull",
    "matbench_phonons.json,       last phdos peak,   band_gap, band_gap",
    "matbench_perovskites.json,   e_form,            efermi,   efermi"
  })
  void goesByTheNameOfTheColumnOrByWhatItIsTold(
      String file, String column, String told, String expected) {
    String text = table("[\"x\"]", "[\"structure\",\"" + column + "\"]", "3.5");
    Material material = Records.material(read(told, file, text).get(0));

    assertThat(material.target(Target.ofColumn(expected).orElseThrow())).hasValue(3.5);
    assertThat(material.materialId()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "matbench_phonons.json, last phdos peak",
    "matbench_perovskites.json, e_form", // eV a cell
    "a.json, 'e_form\",\"colour'"
  })
  void refusesAFileWhoseTargetIsNotKnown(String file, String column) {
    String text = table("[0,1]", "[\"structure\",\"" + column + "\"]", "1", "2");

    assertThat(first("", file, text).reason()).isEqualTo(RejectionReason.UNKNOWN_TARGET);
    assertThat(first("", file, text).detail()).contains("ingest.target");
  }

  @Test
  void refusesAFileWhoseColumnsAreMissingOrStandTooLate() {
    String late = "{\"index\":[0],\"data\":[[1,2]],\"columns\":" + E_FORM + "}";

    assertThat(first("", "a.json", late).reason()).isEqualTo(RejectionReason.MALFORMED_JSON);
    assertThat(first("", "a.json", table("[0]", "[\"a\",\"e_form\"]", "1")).detail())
        .contains("structure");
    assertThat(first("", "a.json", table("{\"a\":[0]}", E_FORM, "1")).detail())
        .contains("index should be an array");
  }

  /** Tools that sort keys write the index last. */
  @Test
  void takesTheNamesOfAnIndexThatStandsBehindTheRows() throws IOException {
    String first = table("[7,3]", E_FORM, "-1.5", "-1.2");
    String late = "{" + first.substring(first.indexOf("\"columns"), first.length() - 1);
    List<DumpRecord> records =
        Records.readStored(
            new JsonReader(Records.STRICT), "matbench_mp_e_form.json", late + ",\"index\":[7,3]}");

    assertThat(records).hasSize(2);
    assertThat(Records.material(records.get(0)).materialId()).isEqualTo("mb-mp-e-form-8");
    assertThat(Records.material(records.get(1)).materialId()).isEqualTo("mb-mp-e-form-4");
    assertThat(Records.material(records.get(1)).targets())
        .isEqualTo(Map.of(Target.FORMATION_ENERGY_PER_ATOM, -1.2));
    byte[] packed = Gzip.of(late + ",\"index\":{\"0\":7}}");
    assertThat(Records.readStored(new JsonReader(Records.STRICT), "a.json.gz", packed))
        .singleElement()
        .satisfies(
            record ->
                assertThat(Records.rejection(record).detail())
                    .contains("index should be an array of names"));
    assertThat(Records.readStored(new JsonReader(Records.STRICT), "a.json", late + "}"))
        .extracting(record -> Records.material(record).materialId())
        .containsExactly("mb-a-1", "mb-a-2");
    assertThat(Records.readStored(new JsonReader(Records.STRICT), "a.json", late)).hasSize(3);
  }

  @Test
  void refusesNamesThatAnIndexDoesNotHave() {
    List<DumpRecord> records =
        read("", "a.json", table("[null,-1,3.0,true,\"-1\",4,5]", E_FORM, "1", "2", "3", "4", "5"));

    assertThat(records).hasSize(6);
    assertThat(Records.rejection(records.get(0)).reason()).isEqualTo(RejectionReason.MISSING_ID);
    for (int row = 1; row < 4; row++) {
      assertThat(Records.rejection(records.get(row)).detail())
          .startsWith("index should have a word or a whole number from 0 for row " + row);
    }
    assertThat(Records.material(records.get(4)).materialId()).isEqualTo("-1");
    assertThat(Records.rejection(records.get(5)).detail()).contains("7 names for 5 rows");
  }

  @Test
  void saysWhichColumnHasWhichUnit() {
    Rejection perovskites = first("", "matbench_perovskites.json", table("[0]", E_FORM, "1"));

    assertThat(perovskites.detail())
        .isEqualTo(
            "columns [structure, e_form] of perovskites: e_form is in eV a cell there, not in eV an"
                + " atom; say with ingest.target what the one target is");
  }

  @Test
  void refusesFaultyRowsOneByOne() {
    String text = table("[0,1,2,3]", E_FORM, "1", "NaN", "1,2", "2", "5");
    List<DumpRecord> records = read("", "a.json", text);

    assertThat(records).hasSize(5);
    assertThat(Records.rejection(records.get(1)).reason()).isEqualTo(RejectionReason.NOT_FINITE);
    assertThat(Records.rejection(records.get(1)).materialId()).contains("mb-a-2");
    assertThat(Records.rejection(records.get(2)).detail()).contains("2 columns, has 3");
    assertThat(Records.material(records.get(3)).materialId()).isEqualTo("mb-a-4");
    assertThat(Records.rejection(records.get(4)).reason()).isEqualTo(RejectionReason.MISSING_ID);
    assertThat(Records.rejection(records.get(4)).detail()).contains("4 names, and none for row 4");
  }

  @Test
  void takesNoMoreOfALongTableThanTheRowAtHand() {
    String row = "[%s,-1.5],".formatted(STRUCTURE);
    Repeated text =
        new Repeated(
            "{\"columns\":" + E_FORM + ",\"data\":[", row, 20_000, "[" + STRUCTURE + ",0]]}");
    OpenFile records =
        new FileRecords(
            new DumpFile("matbench_mp_e_form.json", 0),
            text,
            new JsonReader(Records.STRICT),
            Records.STRICT);
    long count = 0;
    for (var record = records.next(); record.isPresent(); record = records.next()) {
      Records.material(record.get());
      count++;
      assertThat(text.given()).isLessThan(count * row.length() + 400_000); // two buffers
    }
    assertThat(count).isEqualTo(20_001);
  }
}
