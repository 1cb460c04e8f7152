package org.latticework.pipeline.ingest.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into records without making strings of them. A record longer than the
 * limit is skipped and never held.
 */
public final class RecordSplitter {
  private static final int INITIAL = 1 << 17;

  /** Knows where a record ends. */
  public interface Boundary {
    /**
     * Looks at the next stretch of a record.
     *
     * @return the index behind the record in {@code from … to}; −1 if it goes on behind {@code to}
     */
    int end(byte[] bytes, int from, int to);
  }

  private final InputStream in;
  private final int limit; // bytes
  private byte[] buffer;
  private int start; // of the record
  private int end; // of the record, without its newline
  private int next; // first byte after the record
  private int filled;
  private boolean tooLong;
  private boolean ended; // by its boundary, and not by the end of the stream

  public RecordSplitter(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
    this.buffer = new byte[Math.min(INITIAL, limit + 1)];
  }

  /** Goes to the next record; false at the end of the stream. */
  public boolean next(Boundary boundary) throws IOException {
    start = next;
    tooLong = false;
    int scanned = start;
    while (true) {
      int found = boundary.end(buffer, scanned, filled);
      if (found >= 0) {
        return record(found, true);
      }
      scanned = filled;
      if (tooLong || filled - start > limit + 1) { // one more may be a carriage return
        tooLong = true;
        start = filled; // forget what was read of it
      }
      scanned -= makeRoom();
      if (!fill()) {
        boolean any = tooLong || filled > start;
        return any && record(filled, false);
      }
    }
  }

  private boolean record(int found, boolean byBoundary) {
    next = found;
    ended = byBoundary;
    end = found > start && buffer[found - 1] == '\n' ? found - 1 : found;
    end = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    tooLong = tooLong || end - start > limit;
    return true;
  }

  /** Skips white space and returns the byte after it; −1 at the end. */
  public int peek() throws IOException {
    while (true) {
      while (next < filled) {
        byte b = buffer[next];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return b & 0xff;
        }
        next++;
      }
      start = next;
      makeRoom();
      next = start;
      if (!fill()) {
        return -1;
      }
    }
  }

  /** Goes behind the byte that was peeked at. */
  public void skip() {
    next++;
  }

  private boolean fill() throws IOException {
    int n = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(n, 0);
    return n >= 0;
  }

  /** Makes room behind what is filled, and returns by how much the record moved to the front. */
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

  /** Returns whether the record is longer than the limit; its bytes are gone then. */
  public boolean tooLong() {
    return tooLong;
  }

  /** Returns whether the record was ended by its boundary, and not by the end of the stream. */
  public boolean ended() {
    return ended;
  }

  /** Returns whether the record has nothing but white space. */
  public boolean blank() {
    for (int k = start; k < end; k++) {
      if (buffer[k] > ' ' || buffer[k] < 0) {
        return false;
      }
    }
    return !tooLong;
  }

  /** Returns the array that holds the record. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns the index of the first byte of the record. */
  public int start() {
    return start;
  }

  /** Returns the number of bytes of the record, without its newline. */
  public int length() {
    return end - start;
  }
}
