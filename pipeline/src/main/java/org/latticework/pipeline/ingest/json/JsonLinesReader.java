package org.latticework.pipeline.ingest.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

/**
 * Reads files of one JSON document a line. Blank lines are no records, nor are those of OPTIMADE
 * that describe no structure.
 */
public final class JsonLinesReader implements RecordReader {
  private final RecordRules rules;
  private final DocumentParser parser;
  private final int maxRecord;

  public JsonLinesReader(RecordRules rules) {
    this(rules, MAX_RECORD);
  }

  public JsonLinesReader(RecordRules rules, int maxRecord) {
    this.rules = rules;
    this.parser = new DocumentParser(rules);
    this.maxRecord = maxRecord;
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return new Lines(file, new RecordSplitter(text, maxRecord));
  }

  private final class Lines implements RecordSource {
    private final DumpFile file;
    private final RecordSplitter lines;
    private long number;

    private Lines(DumpFile file, RecordSplitter lines) {
      this.file = file;
      this.lines = lines;
    }

    @Override
    public Optional<DumpRecord> next() throws IOException {
      while (lines.next(JsonLinesReader::lineEnd)) {
        number++;
        if (lines.blank()) {
          continue;
        }
        DumpRecord record = record(Place.line(number));
        if (lines.tooLong() || !parser.besides()) {
          return Optional.of(record);
        }
      }
      return Optional.empty();
    }

    @Override
    public Place place() {
      return Place.line(number + 1);
    }

    private DumpRecord record(Place place) {
      return lines.tooLong()
          ? rules.refuse(file, place, Fault.tooLong(maxRecord))
          : parser.parse(lines.buffer(), lines.start(), lines.length(), file, place);
    }
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    for (int k = from; k < to; k++) {
      if (bytes[k] == '\n') {
        return k + 1;
      }
    }
    return -1;
  }
}
