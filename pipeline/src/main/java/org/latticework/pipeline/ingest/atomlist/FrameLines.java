package org.latticework.pipeline.ingest.atomlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.latticework.pipeline.ingest.bytes.RecordSplitter;
import org.latticework.pipeline.material.RejectionReason;

/** The lines of a text, of which the next can be looked at. */
final class FrameLines {
  /** The longest line, bytes. */
  static final int MAX_LINE = 1 << 20;

  private final RecordSplitter lines;
  private Optional<String> ahead = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private boolean tooLong; // the line ahead
  private boolean ended;
  private long number; // of the line ahead, or of that read last, from 1

  FrameLines(InputStream text) {
    this.lines = new RecordSplitter(text, MAX_LINE);
  }

  /** Returns the number of the line that was looked at or read last, from 1. */
  long number() {
    return number;
  }

  /** Returns whether the text broke off. */
  boolean broken() {
    return failure.isPresent();
  }

  /** Looks at the next line; none at the end. */
  Optional<String> peek() throws IOException {
    Optional<String> line = look();
    if (line.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return line;
  }

  /** Looks at the next line; none at the end, and none where the text breaks off. */
  Optional<String> look() {
    if (ahead.isEmpty() && !ended) {
      try {
        ended = !lines.next(FrameLines::lineEnd);
        if (!ended) {
          number++;
          tooLong = lines.tooLong();
          String line =
              new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8);
          ahead = Optional.of(tooLong ? "" : line.replace("\uFEFF", ""));
        }
      } catch (IOException e) {
        failure = Optional.of(e);
        ended = true;
      }
    }
    return ahead;
  }

  /**
   * Reads the next line; none at the end.
   *
   * @throws AtomListException if it is too long
   */
  Optional<String> next() throws IOException, AtomListException {
    Optional<String> line = peek();
    ahead = Optional.empty();
    if (line.isPresent() && tooLong) {
      throw tooLong(number);
    }
    return line;
  }

  /** Returns what is thrown of a line that is too long. */
  static AtomListException tooLong(long number) {
    return new AtomListException(
        RejectionReason.RECORD_TOO_LARGE,
        "line %d is longer than %d bytes".formatted(number, MAX_LINE));
  }

  /** Goes to the next line that is not blank, and looks at it; none at the end. */
  Optional<String> lookBehindBlank() {
    Optional<String> line = look();
    while (line.isPresent() && line.get().isBlank() && !tooLong) {
      ahead = Optional.empty();
      line = look();
    }
    return line;
  }

  /** Skips the next line, however long it is. */
  void skip() throws IOException {
    peek();
    ahead = Optional.empty();
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
