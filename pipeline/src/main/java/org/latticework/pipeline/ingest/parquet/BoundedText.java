package org.latticework.pipeline.ingest.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory that may not become more than a limit. */
final class BoundedText extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;

  BoundedText(int limit) {
    this.limit = limit;
  }

  /** There is no room left. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  int limit() {
    return limit;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** Forgets all bytes. */
  void clear() {
    bytes.reset();
  }

  @Override
  public void write(int b) throws IOException {
    require(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] b, int off, int len) throws IOException {
    require(len);
    bytes.write(b, off, len);
  }

  private void require(int more) throws FullException {
    if (more > limit - bytes.size()) {
      throw new FullException();
    }
  }
}
