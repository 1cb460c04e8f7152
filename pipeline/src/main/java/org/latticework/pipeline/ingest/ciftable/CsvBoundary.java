package org.latticework.pipeline.ingest.ciftable;

import org.latticework.pipeline.ingest.bytes.RecordSplitter;

/** Finds the end of a row of CSV after RFC 4180: a newline ends it, unless it is between quotes. */
final class CsvBoundary implements RecordSplitter.Boundary {
  private boolean atFieldStart;
  private boolean quoted;
  private boolean behindQuote;
  private boolean wellFormed;
  private long newlines;

  /** Begins with another row. */
  CsvBoundary start() {
    atFieldStart = true;
    quoted = false;
    behindQuote = false;
    wellFormed = true;
    newlines = 0;
    return this;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    for (int k = from; k < to; k++) {
      byte b = bytes[k];
      if (b == '\n') {
        newlines++;
      }
      if (quoted) {
        quoted = b != '"';
        behindQuote = !quoted;
      } else if (b == '"' && (atFieldStart || behindQuote)) {
        quoted = true;
        behindQuote = false;
        atFieldStart = false;
      } else if (b == '\n') {
        return k + 1;
      } else {
        wellFormed = wellFormed && (!behindQuote || b == ',' || b == '\r');
        atFieldStart = b == ',';
        behindQuote = behindQuote && b == '\r';
      }
    }
    return -1;
  }

  /** Returns the number of newlines in the row, its own included. */
  long newlines() {
    return newlines;
  }

  /** Returns whether quotes are closed, and nothing but a comma follows them. */
  boolean wellFormed() {
    return wellFormed && !quoted;
  }
}
