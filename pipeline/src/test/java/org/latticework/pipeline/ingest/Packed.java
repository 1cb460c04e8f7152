package org.latticework.pipeline.ingest;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packs texts for tests as files of an ending are packed. */
public final class Packed {
  private Packed() {}

  public static byte[] of(String ending, String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packing(ending, packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** Packs blank lines, which no reader keeps. */
  public static byte[] newlines(String ending, long count) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] some = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = packing(ending, packed)) {
      for (long k = 0; k < count; k += some.length) {
        out.write(some);
      }
    }
    return packed.toByteArray();
  }

  private static OutputStream packing(String ending, OutputStream out) throws IOException {
    return switch (ending) {
      case "gz" -> new GZIPOutputStream(out);
      case "bz2" -> new BZip2CompressorOutputStream(out, 1);
      case "xz" -> new XZOutputStream(out, new LZMA2Options(0));
      case "zst" -> new ZstdOutputStream(out).setChecksum(true);
      default -> throw new IllegalArgumentException(ending);
    };
  }
}
