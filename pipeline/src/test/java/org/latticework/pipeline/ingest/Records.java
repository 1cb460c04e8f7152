package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.latticework.pipeline.table.Material;
import org.latticework.pipeline.table.Rejection;

/** Reads bytes as a dump would be read. */
final class Records {
  static final RecordRules STRICT = new RecordRules("", false, false, List.of(), "");

  private Records() {}

  static List<DumpRecord> read(String path, byte[] bytes) {
    return read(new JsonReader(STRICT), path, bytes);
  }

  static List<DumpRecord> read(RecordReader reader, String path, byte[] bytes) {
    return read(reader, STRICT, path, bytes);
  }

  static List<DumpRecord> read(RecordReader reader, String path, String text) {
    return read(reader, STRICT, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<DumpRecord> read(
      RecordReader reader, RecordRules rules, String path, byte[] bytes) {
    List<DumpRecord> records = new ArrayList<>();
    new FileRecords(
            new DumpFile(path, bytes.length), new ByteArrayInputStream(bytes), reader, rules)
        .forEachRemaining(records::add);
    return records;
  }

  static DumpRecord one(Object document) {
    return one(STRICT, document);
  }

  static DumpRecord one(RecordRules rules, Object document) {
    List<DumpRecord> records =
        read(
            new JsonLinesReader(rules),
            rules,
            "dump.jsonl",
            document.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  static Material material(DumpRecord record) {
    assertThat(record).isInstanceOf(DumpRecord.Accepted.class);
    return ((DumpRecord.Accepted) record).material();
  }

  static Rejection rejection(DumpRecord record) {
    assertThat(record).isInstanceOf(DumpRecord.Refused.class);
    return ((DumpRecord.Refused) record).rejection();
  }
}
