package org.latticework.pipeline.ingest.json;

import java.io.InputStream;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

/** Reads arrays of documents, alone or as {@code data} or {@code entries} of an object. */
public final class JsonArrayReader implements RecordReader {
  private final RecordRules rules;
  private final DocumentParser parser;
  private final int maxRecord;

  public JsonArrayReader(RecordRules rules) {
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
    public DumpRecord element(RecordSplitter value, Place place) {
      return parser.parse(value.buffer(), value.start(), value.length(), file, place);
    }
  }
}
