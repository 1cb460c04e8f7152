package org.latticework.pipeline.ingest;

import java.io.InputStream;
import java.util.Optional;

/** Reads arrays of summary documents, alone or as {@code data} of an object. */
final class JsonArrayReader implements RecordReader {
  private final RecordRules rules;
  private final DocumentParser parser;
  private final int maxRecord;

  JsonArrayReader(RecordRules rules) {
    this(rules, MAX_RECORD);
  }

  JsonArrayReader(RecordRules rules, int maxRecord) {
    this.rules = rules;
    this.parser = new DocumentParser(rules);
    this.maxRecord = maxRecord;
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    RecordSplitter splitter = new RecordSplitter(text, maxRecord);
    return new JsonArrayRecords(file, splitter, rules, new Documents(file), maxRecord);
  }

  private final class Documents implements JsonArrayRecords.Parts {
    private final DumpFile file;

    private Documents(DumpFile file) {
      this.file = file;
    }

    @Override
    public Optional<Fault> field(String name, RecordSplitter value) {
      return Optional.empty();
    }

    @Override
    public Optional<Fault> beforeData() {
      return Optional.empty();
    }

    @Override
    public DumpRecord element(RecordSplitter value, Place place) {
      return parser.parse(value.buffer(), value.start(), value.length(), file, place);
    }
  }
}
