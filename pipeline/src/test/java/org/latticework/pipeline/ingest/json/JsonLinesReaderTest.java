package org.latticework.pipeline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.SharedData;
import org.latticework.pipeline.ingest.Gzip;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.ReleaseTable;

class JsonLinesReaderTest {
  private static final String HUNDRED =
      IntStream.range(0, 100)
          .mapToObj(i -> cesiumChloride("mp-" + i, 4 + 0.001 * new Random(i).nextInt(1000)) + "\n")
          .collect(Collectors.joining());

  private static long accepted(List<DumpRecord> records) {
    return records.stream().filter(DumpRecord.Accepted.class::isInstance).count();
  }

  @Test
  void goesOnBehindABrokenLineAndNamesIt() {
    String text = cesiumChloride("mp-1", 4) + "\r\n\n  \n{broken\n" + cesiumChloride("mp-2", 4);
    List<DumpRecord> records = Records.read("dump.jsonl", text.getBytes(StandardCharsets.UTF_8));

    assertThat(records).hasSize(3);
    assertThat(records).extracting(DumpRecord::position).containsExactly(1L, 4L, 5L);
    assertThat(Records.rejection(records.get(1)).origin().record()).isEqualTo("line 4");
    assertThat(Records.material(records.get(2)).materialId()).isEqualTo("mp-2");
  }

  @Test
  void keepsWhatStandsBeforeTheCutOfATruncatedGzip() throws IOException {
    byte[] whole = Gzip.of(HUNDRED);
    for (int length : new int[] {0, 5, whole.length / 2, whole.length - 4}) {
      byte[] cut = Arrays.copyOf(whole, length);
      List<DumpRecord> records = Records.read("dump.jsonl.gz", cut);

      Rejection last = Records.rejection(records.get(records.size() - 1));
      assertThat(last.reason()).isEqualTo(RejectionReason.TRUNCATED_FILE);
      assertThat(last.origin().record()).isEqualTo("line " + records.size());
      assertThat(accepted(records)).isEqualTo(records.size() - 1);
    }
    assertThat(Records.read("dump.jsonl.gz", Arrays.copyOf(whole, whole.length / 2)))
        .hasSizeBetween(10, 90);
  }

  @Test
  void keepsWhatStandsBeforeTheDamageOfACorruptGzip() throws IOException {
    byte[] damaged = Gzip.of(HUNDRED);
    Arrays.fill(damaged, damaged.length - 8, damaged.length, (byte) 7); // checksum and length
    List<DumpRecord> records = Records.read("dump.jsonl.gz", damaged);

    assertThat(accepted(records)).isEqualTo(100);
    assertThat(Records.rejection(records.get(100)).reason())
        .isEqualTo(RejectionReason.CORRUPT_FILE);
    assertThat(Records.rejection(Records.read("a.jsonl.gz", new byte[] {'{', '}'}).get(0)).reason())
        .isEqualTo(RejectionReason.CORRUPT_FILE);
  }

  @Test
  void readsAllMembersOfAGzipThoughTheStorageHasNothingAtHand() throws IOException {
    ByteArrayOutputStream twoMembers = new ByteArrayOutputStream();
    twoMembers.write(Gzip.of(HUNDRED));
    twoMembers.write(Gzip.of(HUNDRED));
    InputStream network =
        new FilterInputStream(new ByteArrayInputStream(twoMembers.toByteArray())) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            return super.read(b, off, Math.min(len, 7));
          }
        };
    OpenFile records =
        new FileRecords(
            new DumpFile("dump.jsonl.gz", twoMembers.size()),
            network,
            new JsonLinesReader(Records.STRICT),
            Records.STRICT);

    List<DumpRecord> all = new ArrayList<>();
    Records.forEach(records, all::add);
    assertThat(all).hasSize(200).allMatch(DumpRecord.Accepted.class::isInstance);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void dropsNoDamagedMemberInSilence() throws IOException {
    byte[] first = Gzip.of(HUNDRED);
    for (int damaged : new int[] {0, 1, 2, first.length / 2, first.length - 6}) {
      byte[] second = Gzip.of(HUNDRED);
      second[damaged] ^= 0x55;
      List<DumpRecord> records = Records.read("dump.jsonl.gz", joined(first, second));

      Rejection last = Records.rejection(records.get(records.size() - 1));
      assertThat(last.reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
      assertThat(last.detail()).startsWith("gzip: member 2: ");
      assertThat(accepted(records)).isGreaterThanOrEqualTo(100);
    }
    for (int length : new int[] {2, 9, first.length / 2, first.length - 1}) {
      byte[] cut = Arrays.copyOf(Gzip.of(HUNDRED), length);
      List<DumpRecord> records = Records.read("dump.jsonl.gz", joined(first, cut));

      Rejection last = Records.rejection(records.get(records.size() - 1));
      assertThat(last.reason()).isEqualTo(RejectionReason.TRUNCATED_FILE);
      assertThat(last.detail()).isEqualTo("gzip: the file ends within member 2");
    }
  }

  @Test
  void skipsZerosBehindAMemberAndTakesAnythingElseForDamage() throws IOException {
    byte[] member = Gzip.of(HUNDRED);
    byte[] zeros = new byte[100_000];
    assertThat(Records.read("a.jsonl.gz", joined(member, zeros, member, zeros)))
        .hasSize(200)
        .allMatch(DumpRecord.Accepted.class::isInstance);

    List<DumpRecord> records =
        Records.read("a.jsonl.gz", joined(member, "garbage".getBytes(StandardCharsets.UTF_8)));
    assertThat(accepted(records)).isEqualTo(100);
    assertThat(Records.rejection(records.get(100)).reason())
        .isEqualTo(RejectionReason.CORRUPT_FILE);
  }

  @Test
  void takesAConnectionThatEndsEarlyForAFailureAndNotForATruncatedFile() throws IOException {
    byte[] whole = Gzip.of(HUNDRED);
    OpenFile records =
        new FileRecords(
            new DumpFile("dump.jsonl.gz", whole.length),
            new ByteArrayInputStream(whole, 0, whole.length / 2),
            new JsonLinesReader(Records.STRICT),
            Records.STRICT);

    assertThatThrownBy(() -> Records.forEach(records, record -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage(
            "Storage gave %d of %d bytes".formatted(whole.length / 2, whole.length));
  }

  @Test
  void refusesARecordOverTheLimitAndGoesOn() {
    String text =
        cesiumChloride("mp-1", 4)
            + "\n{\"x\":\""
            + "y".repeat(500_000)
            + "\"}\n"
            + cesiumChloride("mp-2", 4);
    List<DumpRecord> records =
        Records.read(
            new JsonLinesReader(Records.STRICT, 100_000),
            "dump.jsonl",
            text.getBytes(StandardCharsets.UTF_8));

    assertThat(accepted(records)).isEqualTo(2);
    assertThat(Records.rejection(records.get(1)).reason())
        .isEqualTo(RejectionReason.RECORD_TOO_LARGE);
  }

  @Test
  void takesReleaseAndSpaceGroupFromThePathOfTheTree() {
    String path = "s3a://b/collections/2023-11-01/summary/nelements=2/symmetry_number=221.jsonl.gz";
    byte[] bytes = cesiumChloride("mp-1", 4).toString().getBytes(StandardCharsets.UTF_8);
    var material = Records.material(Records.read(path.replace(".gz", ""), bytes).get(0));

    assertThat(material.databaseVersion()).isEqualTo("2023-11-01");
    assertThat(material.symmetryNumber()).hasValue(221);
    assertThat(
            Records.material(
                    Records.one(
                        new RecordRules("mine", false, false, List.of(), ""),
                        cesiumChloride("a", 4)))
                .databaseVersion())
        .isEqualTo("mine");
    assertThat(Records.material(Records.one(cesiumChloride("a", 4))).databaseVersion())
        .isEqualTo(ReleaseTable.UNVERSIONED);
  }

  @Test
  void readsTheEdgeCasesOfRealDumps() throws IOException {
    var file = SharedData.file("edge-cases.jsonl.gz");
    List<DumpRecord> records = Records.read(file.toString(), Files.readAllBytes(file));

    assertThat(records).hasSize(34);
    List<Rejection> rejections =
        records.stream()
            .filter(DumpRecord.Refused.class::isInstance)
            .map(Records::rejection)
            .toList();
    assertThat(rejections)
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.PARTIAL_OCCUPANCY, RejectionReason.NOT_FINITE);
    assertThat(rejections)
        .extracting(rejection -> rejection.materialId().orElseThrow())
        .containsExactly("syn-1", "syn-15");
    assertThat(rejections.get(0).detail()).isEqualTo("site 0 holds Na 0.7, K 0.3");
    assertThat(rejections.get(1).detail()).isEqualTo("formation_energy_per_atom is NaN");
  }

  @Test
  void statesWhatBecomesOfEachMadeEdgeCase() throws IOException {
    var file = SharedData.file("edge-cases.jsonl.gz");
    Map<String, Material> accepted =
        Records.read(file.toString(), Files.readAllBytes(file)).stream()
            .filter(DumpRecord.Accepted.class::isInstance)
            .map(Records::material)
            .collect(Collectors.toMap(Material::materialId, material -> material));

    assertThat(accepted.get("syn-3").structure().composition().counts().keySet())
        .as("oxidation states are dropped")
        .containsExactly("Fe", "O");
    assertThat(accepted.get("syn-5").structure().composition().counts().keySet())
        .as("deuterium is hydrogen")
        .containsExactly("H", "Li");
    assertThat(accepted.get("syn-5").formulaPretty()).isEqualTo("LiD");
    assertThat(accepted.keySet())
        .as("an isolated and two coincident atoms are for featurization to refuse")
        .contains("syn-7", "syn-8");
    assertThat(accepted.get("mp-1030015").structure().size()).isEqualTo(288);
    assertThat(accepted.get("mp-624397").structure().size()).isEqualTo(22);
    assertThat(accepted.keySet().stream().filter(id -> id.startsWith("mp-"))).hasSize(28);
  }
}
