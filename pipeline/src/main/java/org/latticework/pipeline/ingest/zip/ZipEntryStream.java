package org.latticework.pipeline.ingest.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.ZipPlace;

/**
 * The text of an entry of a zip, held against the length and the checksum that the directory says.
 * Seeking reads from the start. What is wrong with the entry is thrown as {@link ZipException} when
 * it is met.
 */
public final class ZipEntryStream extends InputStream implements Seekable, PositionedReadable {
  private static final int SIGNATURE = 0x04034b50;
  private static final int HEADER = 30; // bytes

  private final FSDataInputStream zip;
  private final DumpFile entry;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 13];
  private long packedLeft; // bytes
  private long position; // in the text
  private boolean begun;
  private boolean checked;

  /**
   * Begins before the entry's header, which is read with the first byte.
   *
   * @param zip the bytes of the zip; they are closed with this stream
   */
  public ZipEntryStream(FSDataInputStream zip, DumpFile entry) {
    this.zip = zip;
    this.entry = entry;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (len == 0) {
      return 0;
    }
    if (!begun) {
      begin();
    }
    if (position == entry.length()) {
      check();
      return -1;
    }
    int most = (int) Math.min(len, entry.length() - position);
    int n = entry.place().deflated() ? inflate(b, off, most) : fill(b, off, most);
    if (n < 0) {
      throw new ZipException(
          "the entry has %d bytes, should have %d".formatted(position, entry.length()));
    }
    crc.update(b, off, n);
    position += n;
    return n;
  }

  private void begin() throws IOException {
    ZipPlace place = entry.place();
    requireRoom(HEADER);
    zip.seek(place.offset());
    ByteBuffer header = ByteBuffer.wrap(readFully(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != SIGNATURE) {
      throw new ZipException("no entry begins at byte " + place.offset());
    }
    int nameLength = Short.toUnsignedInt(header.getShort(26));
    int extraLength = Short.toUnsignedInt(header.getShort(28));
    requireRoom(HEADER + nameLength + extraLength + place.packed());
    String name = ZipEntryName.of(readFully(nameLength));
    if (!entry.path().equals(place.zip() + ZipPlace.SEPARATOR + name)) {
      throw new ZipException("another entry begins at byte " + place.offset());
    }
    zip.seek(place.offset() + HEADER + nameLength + extraLength);
    inflater.reset();
    crc.reset();
    packedLeft = place.packed();
    position = 0;
    checked = false;
    begun = true;
  }

  /** Checks that so many bytes lie before the directory: beyond it, storage would seem to fail. */
  private void requireRoom(long bytes) throws ZipException {
    ZipPlace place = entry.place();
    if (bytes > place.end() - place.offset()) {
      throw new ZipException(
          "the entry at byte %d leads into the zip's directory".formatted(place.offset()));
    }
  }

  private byte[] readFully(int bytes) throws IOException {
    byte[] read = new byte[bytes];
    zip.readFully(read);
    return read;
  }

  /** Inflates at least a byte; −1 if the packed bytes end before. */
  private int inflate(byte[] b, int off, int len) throws IOException {
    try {
      while (true) {
        int n = inflater.inflate(b, off, len);
        if (n > 0) {
          return n;
        }
        if (inflater.finished() || inflater.needsDictionary()) {
          return -1;
        }
        int filled = fill(buffer, 0, buffer.length);
        if (filled < 0) {
          return -1;
        }
        inflater.setInput(buffer, 0, filled);
      }
    } catch (DataFormatException e) {
      ZipException damage = new ZipException("the entry is damaged: " + e.getMessage());
      damage.initCause(e);
      throw damage;
    }
  }

  /** Reads bytes as stored; −1 behind the last. */
  private int fill(byte[] b, int off, int len) throws IOException {
    if (packedLeft == 0) {
      return -1;
    }
    int n = zip.read(b, off, (int) Math.min(len, packedLeft));
    if (n < 0) {
      throw new IOException("Storage gave %d bytes less than promised".formatted(packedLeft));
    }
    packedLeft -= n;
    return n;
  }

  private void check() throws IOException {
    if (checked) {
      return;
    }
    if (entry.place().deflated() && inflate(new byte[1], 0, 1) > 0) {
      throw new ZipException("the entry has more than %d bytes".formatted(entry.length()));
    }
    if (crc.getValue() != entry.place().crc()) {
      throw new ZipException("the entry does not fit its checksum");
    }
    checked = true;
  }

  @Override
  public void seek(long target) throws IOException {
    if (target < position || !begun) {
      begun = false;
      position = 0;
    }
    skipNBytes(target - position);
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public int read(long from, byte[] b, int off, int len) throws IOException {
    throw new IOException("An entry of a zip is read from front to back");
  }

  @Override
  public void readFully(long from, byte[] b, int off, int len) throws IOException {
    throw new IOException("An entry of a zip is read from front to back");
  }

  @Override
  public void readFully(long from, byte[] b) throws IOException {
    readFully(from, b, 0, b.length);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    zip.close();
  }
}
