package org.latticework.pipeline.ingest.ciftable;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.material.RejectionReason;

/** The rows of a CSV text, one at a time; blank lines are none. */
final class CsvRows {
  private static final int MAX_COLUMNS = 10_000;

  private final RecordSplitter text;
  private final CsvBoundary boundary = new CsvBoundary();
  private final CsvParser parser = new CsvParser(settings());
  private final int maxRecord;
  private long line = 1; // on which the next row starts
  private long rowLine;
  private List<String> fields = List.of();
  private Optional<Fault> fault = Optional.empty();

  CsvRows(InputStream text, int maxRecord) {
    this.text = new RecordSplitter(text, maxRecord);
    this.maxRecord = maxRecord;
  }

  private static CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setMaxCharsPerColumn(-1); // a row has its own limit
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setCommentProcessingEnabled(false); // a row may begin with #
    settings.setNullValue("");
    settings.setEmptyValue("");
    return settings;
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException {
    while (text.next(boundary.start())) {
      rowLine = line;
      line += boundary.newlines();
      if (!text.blank()) {
        parse();
        return true;
      }
    }
    return false;
  }

  private void parse() {
    fault = Optional.empty();
    fields = List.of();
    if (text.tooLong()) {
      fault = Optional.of(Fault.tooLong(maxRecord));
    } else if (!boundary.wellFormed()) {
      malformed("a quote is not closed, or text follows a closed one");
    } else {
      String row = new String(text.buffer(), text.start(), text.length(), StandardCharsets.UTF_8);
      try {
        String[] parsed = parser.parseLine(row);
        fields = parsed == null ? List.of() : List.of(parsed);
      } catch (TextParsingException e) {
        malformed("the row has more than " + MAX_COLUMNS + " columns");
      }
    }
  }

  private void malformed(String detail) {
    fault = Optional.of(new Fault(RejectionReason.MALFORMED_CSV, detail));
  }

  /** Returns the fields of the row, empty strings for none; no fields if it has a fault. */
  List<String> fields() {
    return fields;
  }

  /** Returns what is wrong with the row as such. */
  Optional<Fault> fault() {
    return fault;
  }

  /** Returns the line on which the row starts, from 1. */
  long line() {
    return rowLine;
  }

  /** Returns the line on which the next row starts. */
  long nextLine() {
    return line;
  }
}
