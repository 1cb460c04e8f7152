package org.latticework.pipeline.ingest.json;

import org.latticework.pipeline.ingest.bytes.RecordSplitter;

/**
 * Finds the end of a JSON value by its brackets and quotes. Brackets are only counted: what they
 * enclose is for the parser to judge, but a value with a fault inside still ends where it ends.
 */
final class JsonBoundary implements RecordSplitter.Boundary {
  private int depth;
  private boolean quoted;
  private boolean escaped;

  /** Begins with another value. */
  JsonBoundary start() {
    depth = 0;
    quoted = false;
    escaped = false;
    return this;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    for (int k = from; k < to; k++) {
      byte b = bytes[k];
      if (quoted) {
        if (escaped) {
          escaped = false;
        } else if (b == '\\') {
          escaped = true;
        } else if (b == '"') {
          quoted = false;
          if (depth == 0) {
            return k + 1;
          }
        }
      } else if (b <= '"' || b == ',' || b >= '[') {
        int end = endAt(b, k);
        if (end >= 0) {
          return end;
        }
      }
    }
    return -1;
  }

  /** Takes a byte outside of quotes; a bare word or number ends before what follows it. */
  private int endAt(byte b, int k) {
    switch (b) {
      case '"' -> quoted = true;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        if (depth == 0) {
          return k;
        }
        depth--;
        return depth == 0 ? k + 1 : -1;
      }
      case ',', ' ', '\n', '\r', '\t' -> {
        return depth == 0 ? k : -1;
      }
      default -> {
        return -1;
      }
    }
    return -1;
  }
}
