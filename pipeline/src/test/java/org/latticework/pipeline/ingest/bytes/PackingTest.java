package org.latticework.pipeline.ingest.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.pipeline.SummaryDocument.cesiumChloride;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.pipeline.ingest.Packed;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

class PackingTest {
  private static final int DOCUMENTS = 1_000;
  private static final String TEXT =
      IntStream.range(0, DOCUMENTS)
          .mapToObj(i -> cesiumChloride("mp-" + i, 4 + new Random(i).nextDouble()) + "\n")
          .collect(Collectors.joining());

  @ParameterizedTest
  @ValueSource(strings = {"a.gz", "a.BZ2", "a.xz", "a.zst", "a.zstd", "a.zip", "a.gz.csv", "gz"})
  void knowsThePackingOfEachNameThatSaysSo(String name) {
    assertThat(Packing.ofName(name).isPresent()).isEqualTo(new DumpFile(name, 0).isNamedPacked());
  }

  private static List<DumpRecord> read(String ending, byte[] bytes) {
    return Records.read(new JsonLinesReader(Records.STRICT), "dump.jsonl." + ending, bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Checks that all records but the last are whole, and returns the last. */
  private static Rejection last(List<DumpRecord> records) {
    int last = records.size() - 1;
    assertThat(records.subList(0, last)).allMatch(DumpRecord.Accepted.class::isInstance);
    assertThat(Records.rejection(records.get(last)).origin().record())
        .isEqualTo("line " + records.size());
    return Records.rejection(records.get(last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bz2", "xz", "zst"})
  void readsAllStreamsOfAFileHoweverItIsNamed(String ending) throws IOException {
    byte[] one = Packed.of(ending, TEXT);
    byte[] two = joined(one, Packed.of(ending, ""), one);

    assertThat(read(ending, two))
        .hasSize(2 * DOCUMENTS)
        .allMatch(DumpRecord.Accepted.class::isInstance);
    assertThat(Records.read(new JsonLinesReader(Records.STRICT), "dump", one)).hasSize(DOCUMENTS);
    assertThat(
            DumpText.of(new DumpFile("dump", one.length), new ByteArrayInputStream(one))
                .readAllBytes())
        .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "xz", "zst"})
  void keepsWhatStandsBeforeTheCutOfATruncatedFile(String ending) throws IOException {
    byte[] whole = Packed.of(ending, TEXT);
    for (int length : new int[] {0, 1, 2, 3, 5, whole.length / 2, whole.length - 3}) {
      Rejection last = last(read(ending, Arrays.copyOf(whole, length)));
      assertThat(last.reason()).as(length + " bytes").isEqualTo(RejectionReason.TRUNCATED_FILE);
    }
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    List<DumpRecord> second = read(ending, joined(whole, cut));
    assertThat(last(second).reason()).isEqualTo(RejectionReason.TRUNCATED_FILE);
    assertThat(second).hasSizeGreaterThan(DOCUMENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bz2", "xz", "zst"})
  void keepsWhatStandsBeforeTheDamageOfACorruptFile(String ending) throws IOException {
    byte[] damaged = Packed.of(ending, TEXT);
    damaged[damaged.length * 3 / 4] ^= 0x55;
    List<DumpRecord> records = read(ending, joined(Packed.of(ending, TEXT), damaged));

    assertThat(records.subList(0, DOCUMENTS)).allMatch(DumpRecord.Accepted.class::isInstance);
    // Between them may be what damaged bytes unpack to, before they are held against a checksum.
    assertThat(Records.rejection(records.get(records.size() - 1)).reason())
        .isEqualTo(RejectionReason.CORRUPT_FILE);
    byte[] whole = Packed.of(ending, TEXT);
    List<DumpRecord> garbage =
        read(ending, joined(whole, "garbage behind it".getBytes(StandardCharsets.UTF_8)));
    assertThat(last(garbage).reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
    // zstd may lose less than 1 kB of text before damage, which is three documents
    assertThat(garbage).hasSizeBetween(DOCUMENTS - 2, DOCUMENTS + 1);
  }

  @ParameterizedTest
  @CsvSource({"gz, xz", "bz2, gz", "xz, zst", "zst, bz2"})
  void refusesAFileThatIsPackedOtherwiseThanItsNameSays(String named, String packed)
      throws IOException {
    List<DumpRecord> records = read(named, Packed.of(packed, TEXT));

    assertThat(records).hasSize(1);
    assertThat(last(records).reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
    assertThat(last(records).detail()).contains("not in ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bz2", "xz", "zst"})
  void stopsAFileThatExpandsWithoutEnd(String ending) throws IOException {
    byte[] bomb = Packed.newlines(ending, 80L << 20);

    assertThat(bomb.length).isLessThan(1 << 17);
    Rejection rejection = Records.rejection(read(ending, bomb).get(0));
    assertThat(rejection.reason()).isEqualTo(RejectionReason.ENDLESS_EXPANSION);
  }

  @Test
  void refusesAFileThatAsksForMoreMemoryThanItMayHave() {
    // xz --lzma2=preset=0,dict=512MiB, and zstd --long=31
    for (String hex :
        List.of(
            "fd377a585a000004e6d6b44602002101220000008240acdc0100027b7d0a000063a18ae0b503693a"
                + "00011b030b2fb9101fb6f37d010000000004595a",
            "28b52ffd04a8190000000000a48caf7d")) {
      Rejection last = last(read("", HexFormat.of().parseHex(hex)));

      assertThat(last.reason()).isEqualTo(RejectionReason.CORRUPT_FILE);
      assertThat(last.detail()).contains("memory");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bz2", "xz", "zst"})
  void takesAConnectionThatEndsEarlyForAFailureAndNotForATruncatedFile(String ending)
      throws IOException {
    byte[] whole = Packed.of(ending, TEXT);
    OpenFile records =
        new FileRecords(
            new DumpFile("dump.jsonl." + ending, whole.length),
            new ByteArrayInputStream(whole, 0, whole.length / 2),
            new JsonLinesReader(Records.STRICT),
            Records.STRICT);

    assertThatThrownBy(() -> Records.forEach(records, record -> {}))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage(
            "Storage gave %d of %d bytes".formatted(whole.length / 2, whole.length));
  }
}
