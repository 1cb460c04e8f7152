package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.latticework.pipeline.ingest.dump.FileRecords;
import org.latticework.pipeline.ingest.dump.OpenFile;
import org.latticework.pipeline.ingest.json.JsonLinesReader;
import org.latticework.pipeline.ingest.json.JsonReader;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;

/** Reads bytes as a dump would be read. */
public final class Records {
  public static final RecordRules STRICT = new RecordRules("", false, false, List.of(), "");

  private Records() {}

  public static List<DumpRecord> read(String path, byte[] bytes) {
    return read(new JsonReader(STRICT), path, bytes);
  }

  public static List<DumpRecord> read(RecordReader reader, String path, byte[] bytes) {
    return read(reader, STRICT, path, bytes);
  }

  public static List<DumpRecord> read(RecordReader reader, String path, String text) {
    return read(reader, STRICT, path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads bytes as those of a file in which one can seek. */
  public static List<DumpRecord> readStored(RecordReader reader, String path, byte[] bytes) {
    List<DumpRecord> records = new ArrayList<>();
    FSDataInputStream stored = new FSDataInputStream(new StoredBytes(bytes));
    forEach(
        new FileRecords(new DumpFile(path, bytes.length), stored, reader, STRICT), records::add);
    return records;
  }

  public static List<DumpRecord> readStored(RecordReader reader, String path, String text) {
    return readStored(reader, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<DumpRecord> read(
      RecordReader reader, RecordRules rules, String path, byte[] bytes) {
    List<DumpRecord> records = new ArrayList<>();
    DumpFile file = new DumpFile(path, bytes.length);
    OpenFile open = new FileRecords(file, new ByteArrayInputStream(bytes), reader, rules);
    forEach(open, records::add);
    return records;
  }

  /** Takes all records of a file that is open. */
  public static void forEach(OpenFile file, Consumer<DumpRecord> taker) {
    Optional<DumpRecord> record = file.next();
    while (record.isPresent()) {
      taker.accept(record.get());
      record = file.next();
    }
  }

  public static DumpRecord one(Object document) {
    return one(STRICT, document);
  }

  public static DumpRecord one(RecordRules rules, Object document) {
    List<DumpRecord> records =
        read(
            new JsonLinesReader(rules),
            rules,
            "dump.jsonl",
            document.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  public static Material material(DumpRecord record) {
    assertThat(record).isInstanceOf(DumpRecord.Accepted.class);
    return ((DumpRecord.Accepted) record).material();
  }

  public static Rejection rejection(DumpRecord record) {
    assertThat(record).isInstanceOf(DumpRecord.Refused.class);
    return ((DumpRecord.Refused) record).rejection();
  }
}
