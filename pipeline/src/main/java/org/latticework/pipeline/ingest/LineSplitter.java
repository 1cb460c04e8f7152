package org.latticework.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines without making strings of them. A line longer than the limit is
 * skipped and never held.
 */
final class LineSplitter {
  private static final int INITIAL = 1 << 17;

  private final InputStream in;
  private final int limit; // bytes
  private byte[] buffer;
  private int start; // of the line
  private int end; // of the line, without its newline
  private int next; // first byte after the line
  private int filled;
  private boolean tooLong;
  private long number; // of the line, from 1

  LineSplitter(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
    this.buffer = new byte[Math.min(INITIAL, limit + 1)];
  }

  /** Goes to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    start = next;
    tooLong = false;
    int scanned = start;
    while (true) {
      for (int k = scanned; k < filled; k++) {
        if (buffer[k] == '\n') {
          return line(k, k + 1);
        }
      }
      scanned = filled;
      if (tooLong || filled - start > limit + 1) { // one more may be a carriage return
        tooLong = true;
        start = filled; // forget what was read of it
      }
      int moved = makeRoom();
      scanned -= moved;
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        boolean any = tooLong || filled > start;
        return any && line(filled, filled);
      }
      filled += n;
    }
  }

  private boolean line(int lineEnd, int nextStart) {
    number++;
    end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    next = nextStart;
    tooLong = tooLong || end - start > limit;
    return true;
  }

  /** Makes room behind what is filled, and returns by how much the line moved to the front. */
  private int makeRoom() {
    if (filled < buffer.length) {
      return 0;
    }
    int moved = start;
    if (moved > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= moved;
      start = 0;
    } else {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, limit + 2L));
    }
    return moved;
  }

  /** Returns the number of the current line, from 1; of the last one after the end. */
  long number() {
    return number;
  }

  /** Returns whether the current line is longer than the limit; its bytes are gone then. */
  boolean tooLong() {
    return tooLong;
  }

  /** Returns whether the current line has nothing but white space. */
  boolean blank() {
    for (int k = start; k < end; k++) {
      if (buffer[k] > ' ' || buffer[k] < 0) {
        return false;
      }
    }
    return !tooLong;
  }

  /** Returns the array that holds the current line. */
  byte[] buffer() {
    return buffer;
  }

  /** Returns the index of the first byte of the current line. */
  int start() {
    return start;
  }

  /** Returns the number of bytes of the current line, without its newline. */
  int length() {
    return end - start;
  }
}
