package org.latticework.pipeline.ingest;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A text with a part repeated many times, never in memory as a whole. */
public final class Repeated extends InputStream {
  private byte[] part;
  private int at;
  private long given;
  private final byte[] middle;
  private long left;
  private final byte[] last;

  public Repeated(String first, String middle, long times, String last) {
    this.part = first.getBytes(StandardCharsets.UTF_8);
    this.middle = middle.getBytes(StandardCharsets.UTF_8);
    this.left = times;
    this.last = last.getBytes(StandardCharsets.UTF_8);
  }

  private boolean exhausted() {
    while (at == part.length) {
      if (part == last) {
        return true;
      }
      part = left > 0 ? middle : last;
      left--;
      at = 0;
    }
    return false;
  }

  @Override
  public int read() {
    if (exhausted()) {
      return -1;
    }
    given++;
    return part[at++] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) {
    if (len == 0) {
      return 0;
    }
    if (exhausted()) {
      return -1;
    }
    int n = Math.min(len, part.length - at);
    System.arraycopy(part, at, b, off, n);
    at += n;
    given += n;
    return n;
  }

  /** Returns the number of bytes that were read. */
  public long given() {
    return given;
  }
}
