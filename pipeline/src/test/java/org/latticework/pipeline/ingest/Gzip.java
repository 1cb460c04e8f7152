package org.latticework.pipeline.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Packs texts for tests. */
public final class Gzip {
  private Gzip() {}

  public static byte[] of(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** Packs blank lines, which no reader keeps. */
  public static byte[] newlines(long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
      for (long k = 0; k < count; k += some.length) {
        gzip.write(some);
      }
    }
    return out.toByteArray();
  }
}
