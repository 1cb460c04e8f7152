package org.latticework.pipeline.ingest.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * What stands at the end of a zip (APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16).
 *
 * @param entries how many there are
 * @param offset of the directory, bytes
 * @param length of the directory, bytes
 */
record ZipEnd(long entries, long offset, long length) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int BYTES = 22; // without a comment
  private static final int MAX_COMMENT = 0xffff; // bytes
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LARGE = 0x06064b50;
  private static final int LARGE_BYTES = 56;

  /** Finds the end; none if the zip has none, or one that points behind itself. */
  static Optional<ZipEnd> of(FSDataInputStream zip, long length) throws IOException {
    long start = Math.max(0, length - BYTES - MAX_COMMENT);
    ByteBuffer tail = read(zip, start, (int) (length - start));
    for (int at = tail.capacity() - BYTES; at >= 0; at--) {
      if (tail.getInt(at) == SIGNATURE
          && at + BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.capacity()) {
        ZipEnd small =
            new ZipEnd(
                Short.toUnsignedLong(tail.getShort(at + 10)),
                Integer.toUnsignedLong(tail.getInt(at + 16)),
                Integer.toUnsignedLong(tail.getInt(at + 12)));
        long end = start + at;
        return large(zip, end)
            .or(() -> Optional.of(small))
            .filter(
                found ->
                    found.offset >= 0
                        && found.length >= 0
                        && found.entries >= 0
                        && found.length <= end
                        && found.offset <= end - found.length);
      }
    }
    return Optional.empty();
  }

  /** Returns what a zip of more than 65,535 entries or 4 GB has before its end. */
  private static Optional<ZipEnd> large(FSDataInputStream zip, long end) throws IOException {
    if (end < LOCATOR_BYTES + LARGE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer locator = read(zip, end - LOCATOR_BYTES, LOCATOR_BYTES);
    long at = locator.getLong(8);
    if (locator.getInt(0) != LOCATOR || at < 0 || at > end - LOCATOR_BYTES - LARGE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer large = read(zip, at, LARGE_BYTES);
    return large.getInt(0) == LARGE
        ? Optional.of(new ZipEnd(large.getLong(32), large.getLong(48), large.getLong(40)))
        : Optional.empty();
  }

  private static ByteBuffer read(FSDataInputStream zip, long offset, int bytes) throws IOException {
    byte[] read = new byte[bytes];
    zip.readFully(offset, read);
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }
}
