package org.latticework.pipeline.ingest.bytes;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How the text of a file is packed, which its first bytes say. */
enum Packing {
  GZIP("gz", 250, "\u001f\u008b") {
    @Override
    InputStream unpack(StoredStream stored) throws IOException {
      return new GzipMembers(stored);
    }
  },
  BZIP2("bz2", 1000, "BZh") {
    @Override
    InputStream unpack(StoredStream stored) throws IOException {
      return new PackedStreams(this, stored, in -> new BZip2CompressorInputStream(in, true));
    }
  },
  XZ("xz", 1000, "\u00fd7zXZ\0") {
    @Override
    InputStream unpack(StoredStream stored) throws IOException {
      return new PackedStreams(this, stored, in -> new XZInputStream(in, MAX_MEMORY));
    }
  },
  ZSTD("zstd?", 1000, "(\u00b5/\u00fd") {
    @Override
    InputStream unpack(StoredStream stored) throws IOException {
      return new PackedStreams(
          this,
          stored,
          in -> new ZstdInputStreamNoFinalizer(new ZstdFrames(in)).setLongMax(WINDOW_LOG));
    }
  };

  /** The longest magic number, bytes. */
  static final int MAX_MAGIC = 6;

  private static final int WINDOW_LOG = 27; // 128 MB behind which nothing is referred to
  private static final int MAX_MEMORY = (1 << 17) + (1 << 10); // KiB: such a window and 1 MB

  private final Pattern names;
  private final int maxRatio;
  private final String magic; // a character a byte

  Packing(String ending, int maxRatio, String magic) {
    this.names = Pattern.compile("(?is).*\\." + ending);
    this.maxRatio = maxRatio;
    this.magic = magic;
  }

  /**
   * Returns the text of a file.
   *
   * @throws java.io.EOFException if the file ends within its header
   * @throws java.util.zip.ZipException if the header is damaged
   */
  abstract InputStream unpack(StoredStream stored) throws IOException;

  /** Returns how a file is packed that begins so; none if it is not. */
  static Optional<Packing> ofBeginning(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(packing -> text.startsWith(packing.magic)).findFirst();
  }

  /** Returns how a file of this path says it is packed; none if it does not say so. */
  static Optional<Packing> ofName(String path) {
    return Arrays.stream(values())
        .filter(packing -> packing.names.matcher(path).matches())
        .findFirst();
  }

  /** Returns whether a whole file is only the beginning of the magic number. */
  boolean isCutWithinMagic(byte[] file) {
    return magic.startsWith(new String(file, StandardCharsets.ISO_8859_1));
  }

  /** Returns how many times as long as what is stored a text may be. */
  int maxRatio() {
    return maxRatio;
  }

  /** Returns the name that people know. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
