package org.latticework.pipeline.ingest.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.ingest.stored.RecordSplitter;

/**
 * Reads Matbench's files: a pandas table in split orientation, {@code {"index": […], "columns":
 * […], "data": [[structure, target], …]}}. Rows are read one by one; only the index is held.
 */
public final class MatbenchReader implements RecordReader {
  private final RecordRules rules;
  private final DocumentParser parser;

  public MatbenchReader(RecordRules rules) {
    this.rules = rules;
    this.parser = new DocumentParser(rules);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    RecordSplitter splitter = new RecordSplitter(text, MAX_RECORD);
    return new JsonArrayRecords(file, splitter, rules, new Table(file), MAX_RECORD);
  }

  private final class Table implements JsonArrayRecords.Parts {
    private final DumpFile file;
    private final MatbenchHeader header;

    private Table(DumpFile file) {
      this.file = file;
      this.header = new MatbenchHeader(file, rules);
    }

    @Override
    public Optional<Fault> field(String name, RecordSplitter value) throws IOException {
      return switch (name) {
        case "index" -> header.readIndex(value);
        case "columns" -> header.readColumns(value);
        default -> Optional.empty();
      };
    }

    @Override
    public Optional<Fault> beforeData() {
      return header.fault();
    }

    @Override
    public DumpRecord element(RecordSplitter value, Place place) {
      return parser.parseRow(
          value.buffer(),
          value.start(),
          value.length(),
          file,
          place,
          header.materialId(place.position()),
          header.fields());
    }
  }
}
