package org.latticework.pipeline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.Repeated;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

class JsonArrayReaderTest {
  private static final String TWO = cesiumChloride("mp-1", 4) + ", " + cesiumChloride("mp-2", 5);

  private static List<DumpRecord> read(String text) {
    return Records.read(
        new JsonReader(Records.STRICT), "dump.json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ids(List<DumpRecord> records) {
    return records.stream()
        .filter(DumpRecord.Accepted.class::isInstance)
        .map(record -> Records.material(record).materialId())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]",
        " \n[\n%s\n]\n ",
        "{\"data\":[%s]}",
        "{\"data\": [%s], \"meta\": {\"total_doc\": 2, \"data\": [7, \"]\"]}}",
        "{\"meta\":{\"api_version\":\"0.8\\\"]\"},\"data\":[%s]}",
        "{\"api_version\":\"0.8\",\"errors\":[],\"data\":[%s]}",
        "\uFEFF[%s]",
        "\uFEFF{\"data\":[%s]}",
        "{\"meta\":null,\"entries\":null,\"data\":[%s],\"entries\":2}"
      })
  void readsAnArrayAloneOrAsDataOfAnObject(String shape) {
    List<DumpRecord> records = read(shape.formatted(TWO));

    assertThat(ids(records)).containsExactly("mp-1", "mp-2");
    assertThat(Records.material(records.get(1)).origin().record()).isEqualTo("index 1");
  }

  @Test
  void keepsDocumentsADocumentWhateverTheirFirstFieldIs() {
    String text =
        "\uFEFF{\"builder_meta\":{\"data\":[1]},"
            + cesiumChloride("mp-1", 4).toString().substring(1)
            + "\n"
            + cesiumChloride("mp-2", 4);
    assertThat(ids(read(text))).containsExactly("mp-1", "mp-2");
  }

  @Test
  void findsNoRecordsInEmptyArrays() {
    assertThat(read("[]")).isEmpty();
    assertThat(read("{\"data\":[]}")).isEmpty();
    assertThat(Records.read(new JsonArrayReader(Records.STRICT), "a.json", "")).isEmpty();
  }

  @Test
  void goesOnBehindAFaultyElementAndNamesItsIndex() {
    String text =
        "[%s, {\"material_id\": tru}, null, [\"}\"], 7, %s]"
            .formatted(cesiumChloride("mp-1", 4), cesiumChloride("mp-2", 5));
    List<DumpRecord> records = read(text);

    assertThat(ids(records)).containsExactly("mp-1", "mp-2");
    assertThat(records).extracting(DumpRecord::position).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    for (DumpRecord faulty : records.subList(1, 5)) {
      Rejection rejection = Records.rejection(faulty);
      assertThat(rejection.reason()).isEqualTo(RejectionReason.MALFORMED_JSON);
      assertThat(rejection.origin().record()).isEqualTo("index " + faulty.position());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s",
        "[%s, {\"material_id\": ",
        "[%s] []",
        "[%s,]",
        "[%s {}]",
        "[%s}",
        "{\"data\":[%s], \"data\":[{}]}",
        "{\"data\":[%s], \"entries\":[{}]}",
        "{\"entries\":[%s], \"entries\":[{}]}",
        "{\"entries\":[%s], \"meta\":{}, \"data\":[]}",
        "{\"data\":[%s]]",
        "{\"data\":[%s], 7"
      })
  void endsABrokenArrayWithOneRejectionAndKeepsWhatStandsBefore(String shape) {
    List<DumpRecord> records = read(shape.formatted(TWO));

    assertThat(ids(records)).containsExactly("mp-1", "mp-2");
    assertThat(records).hasSize(3);
    assertThat(Records.rejection(records.get(2)).reason())
        .isEqualTo(RejectionReason.MALFORMED_JSON);
    assertThat(records.get(2).position()).isEqualTo(2);
  }

  @Test
  void saysSoWhereAnObjectHasNoData() {
    List<DumpRecord> records =
        Records.read(new JsonArrayReader(Records.STRICT), "a.json", "{\"a\":1,\"b\":[{}]}");

    assertThat(Records.rejection(records.get(0)).detail()).contains("no array named data");
  }

  @Test
  void refusesAnElementOverTheLimitAndGoesOn() {
    String text = "[{\"x\":\"" + "y".repeat(500_000) + "\"}," + cesiumChloride("mp-2", 4) + "]";
    List<DumpRecord> records =
        Records.read(new JsonArrayReader(Records.STRICT, 100_000), "dump.json", text);

    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
    assertThat(ids(records)).containsExactly("mp-2");
  }

  @Test
  void refusesAnObjectWithAFieldNameOverTheLimit() {
    String text = "{\"" + "k".repeat(300_000) + "\":1,\"data\":[]}";
    List<DumpRecord> records =
        Records.read(new JsonArrayReader(Records.STRICT, 100_000), "dump.json", text);

    assertThat(records).hasSize(1);
    assertThat(Records.rejection(records.get(0)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
  }

  @Test
  void keepsWhatStandsBeforeTheCutOfAGzip() throws IOException {
    String many =
        IntStream.range(0, 200)
            .mapToObj(i -> cesiumChloride("mp-" + i, 4 + i * 0.013).toString())
            .collect(Collectors.joining(",", "[", "]"));
    byte[] whole = Gzip.of(many);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    List<DumpRecord> records = Records.read(new JsonReader(Records.STRICT), "dump.json.gz", cut);

    assertThat(records).hasSizeBetween(20, 180);
    Rejection last = Records.rejection(records.get(records.size() - 1));
    assertThat(last.reason()).isEqualTo(RejectionReason.TRUNCATED_FILE);
    assertThat(last.origin().record()).isEqualTo("index " + (records.size() - 1));
  }

  @Test
  void takesNoMoreOfALongArrayThanTheElementAtHand() {
    String element = "{\"x\":\"" + "y".repeat(20_000) + "\"},";
    Repeated text = new Repeated("[", element, 1_000, "{}]");
    OpenFile records =
        new FileRecords(
            new DumpFile("dump.json", 0), text, new JsonReader(Records.STRICT), Records.STRICT);
    long count = 0;
    for (var record = records.next(); record.isPresent(); record = records.next()) {
      assertThat(record.get().position()).isEqualTo(count);
      count++;
      assertThat(text.given()).isLessThan(count * element.length() + 400_000); // two buffers
    }
    assertThat(count).isEqualTo(1_001);
  }

  @Test
  void eachFileSaysByItsBeginningWhichShapeItHas() {
    List<String> ids = new ArrayList<>();
    for (String text :
        List.of(
            cesiumChloride("a", 4) + "\n" + cesiumChloride("b", 4),
            "[" + cesiumChloride("c", 4) + "]",
            "\n {\"data\" : [" + cesiumChloride("d", 4) + "]}",
            MatbenchReaderTest.table("[0]", "[\"structure\",\"e_form\"]", "-1.5"))) {
      ids.addAll(ids(read(text)));
    }
    assertThat(ids).containsExactly("a", "b", "c", "d", "mb-dump-1");
  }
}
