package org.latticework.trainer.state;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a zip, and a bound on what they may unpack to. */
final class PackedStream extends FilterInputStream {
  private static final long RATIO = 250; // numbers of networks hardly pack at all
  private static final long FREE = 1 << 20; // bytes

  private long packed;

  PackedStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    packed += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    packed += Math.max(0, read);
    return read;
  }

  /**
   * Returns what was unpacked of it, which refuses to grow far beyond it.
   *
   * @param unpacked read from this stream
   */
  InputStream bounded(InputStream unpacked) {
    return new FilterInputStream(unpacked) {
      private long count;

      @Override
      public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
      }

      private void add(int bytes) throws IOException {
        count += bytes;
        if (count > FREE + RATIO * packed) {
          throw new IOException(
              "%d bytes unpack to more than %d: no network packs so well"
                  .formatted(packed, FREE + RATIO * packed));
        }
      }
    };
  }
}
