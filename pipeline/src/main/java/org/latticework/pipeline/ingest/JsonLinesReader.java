package org.latticework.pipeline.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.latticework.pipeline.table.Origin;
import org.latticework.pipeline.table.Rejection;
import org.latticework.pipeline.table.RejectionReason;

/** Reads files of one JSON document a line, plain or gzip. Blank lines are no records. */
final class JsonLinesReader implements RecordReader {
  /** The longest line, bytes. */
  static final int MAX_RECORD = 64 << 20;

  private final RecordRules rules;
  private final DocumentParser parser;
  private final int maxRecord;

  JsonLinesReader(RecordRules rules) {
    this(rules, MAX_RECORD);
  }

  JsonLinesReader(RecordRules rules, int maxRecord) {
    this.rules = rules;
    this.parser = new DocumentParser(rules);
    this.maxRecord = maxRecord;
  }

  @Override
  public Iterator<DumpRecord> read(DumpFile file, InputStream in) {
    return new Lines(file, in);
  }

  private final class Lines implements Iterator<DumpRecord> {
    private final DumpFile file;
    private final InputStream in;
    private LineSplitter lines;
    private Optional<DumpRecord> ahead = Optional.empty();
    private boolean ended;

    private Lines(DumpFile file, InputStream in) {
      this.file = file;
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      if (ahead.isEmpty() && !ended) {
        ahead = advance();
      }
      return ahead.isPresent();
    }

    @Override
    public DumpRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException(file.path());
      }
      DumpRecord record = ahead.orElseThrow();
      ahead = Optional.empty();
      return record;
    }

    private Optional<DumpRecord> advance() {
      try {
        if (lines == null) {
          lines = new LineSplitter(open(), maxRecord);
        }
        while (lines.next()) {
          if (!lines.blank()) {
            return Optional.of(record());
          }
        }
        ended = true;
        return Optional.empty();
      } catch (EOFException e) {
        return Optional.of(cut(RejectionReason.TRUNCATED_FILE, e));
      } catch (ZipException e) {
        return Optional.of(cut(RejectionReason.CORRUPT_FILE, e));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file.path(), e);
      }
    }

    private InputStream open() throws IOException {
      InputStream text = StoredStream.text(in, file.length());
      if (file.path().endsWith(".gz") && text instanceof StoredStream) {
        throw file.length() == 0
            ? new EOFException("empty file")
            : new ZipException("not in gzip format");
      }
      return text;
    }

    private DumpRecord record() {
      Origin origin = new Origin(file.source(), "line " + lines.number());
      if (lines.tooLong()) {
        return refuse(
            lines.number(),
            new Fault(
                RejectionReason.RECORD_TOO_LARGE, "line is longer than " + maxRecord + " bytes"));
      }
      return parser.parse(
          lines.buffer(), lines.start(), lines.length(), file, lines.number(), origin);
    }

    private DumpRecord cut(RejectionReason reason, IOException cause) {
      ended = true;
      long line = lines == null ? 1 : lines.number() + 1;
      return refuse(line, new Fault(reason, "gzip: " + cause.getMessage()));
    }

    private DumpRecord refuse(long line, Fault fault) {
      return new DumpRecord.Refused(
          line,
          new Rejection(
              rules.versionOf(file, ""),
              new Origin(file.source(), "line " + line),
              Optional.empty(),
              fault.reason(),
              fault.detail(),
              Optional.empty()));
    }
  }
}
