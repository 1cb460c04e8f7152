package org.latticework.pipeline.ingest.bytes;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a zstd file, whose frames are followed as they pass (RFC 8878, section 3.1): the
 * library takes a file that is cut within its second frame for a whole one. What is wrong with the
 * frames otherwise is left to the library.
 */
final class ZstdFrames extends FilterInputStream {
  private static final int SKIPPABLE = 0x184d2a5; // without its last four bits

  private Part part = Part.MAGIC;
  private long skipped; // bytes that are passed before the next part
  private int gathered; // bytes of a part
  private long value; // of these bytes, the first is the lowest
  private boolean checksum;

  /** Parts whose bytes say something. */
  private enum Part {
    MAGIC(4),
    SKIPPABLE_SIZE(4),
    DESCRIPTOR(1),
    BLOCK(3);

    private final int bytes;

    Part(int bytes) {
      this.bytes = bytes;
    }
  }

  ZstdFrames(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads bytes.
   *
   * @throws EOFException if they end within a frame
   */
  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = super.read(b, off, len);
    if (n < 0 && !(part == Part.MAGIC && gathered == 0 && skipped == 0)) {
      throw new EOFException("the file ends within a frame");
    }
    int at = off;
    while (at < off + n) {
      if (skipped > 0) {
        int passed = (int) Math.min(skipped, off + n - at);
        skipped -= passed;
        at += passed;
      } else {
        gather(b[at++] & 0xff);
      }
    }
    return n;
  }

  private void gather(int b) {
    value |= (long) b << (8 * gathered++);
    if (gathered == part.bytes) {
      long whole = value;
      value = 0;
      gathered = 0;
      switch (part) {
        case MAGIC -> part = whole >> 4 == SKIPPABLE ? Part.SKIPPABLE_SIZE : Part.DESCRIPTOR;
        case SKIPPABLE_SIZE -> begin(Part.MAGIC, whole);
        case DESCRIPTOR -> header((int) whole);
        case BLOCK -> block((int) whole);
      }
    }
  }

  private void begin(Part next, long bytesBefore) {
    part = next;
    skipped = bytesBefore;
  }

  private void header(int descriptor) {
    boolean singleSegment = (descriptor & 0x20) != 0;
    checksum = (descriptor & 0x04) != 0;
    int dictionary = (1 << (descriptor & 3)) >> 1; // 0, 1, 2 or 4 bytes
    int sizeFlag = descriptor >> 6;
    int size = sizeFlag == 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
    begin(Part.BLOCK, (singleSegment ? 0 : 1) + dictionary + size);
  }

  private void block(int header) {
    boolean last = (header & 1) != 0;
    boolean repeated = ((header >> 1) & 3) == 1; // one byte, again and again
    int size = repeated ? 1 : header >> 3;
    begin(last ? Part.MAGIC : Part.BLOCK, size + (last && checksum ? 4 : 0));
  }

  @Override
  public long skip(long n) throws IOException {
    throw new IOException("Frames are read from front to back");
  }
}
