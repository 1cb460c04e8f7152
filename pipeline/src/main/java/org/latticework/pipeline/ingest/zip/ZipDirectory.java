package org.latticework.pipeline.ingest.zip;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataInputStream;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.pipeline.ingest.record.ZipPlace;

/**
 * The directory at the end of a zip (APPNOTE.TXT 6.3.10, section 4.3.12), which alone says what
 * entries there are. It is read here from front to back, since libraries hold about 1 kB for each
 * entry, and streams through the entries lose all of them behind the first damage.
 */
public final class ZipDirectory {
  /** The most entries that a zip may have. */
  static final int MAX_ENTRIES = 800_000;

  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46; // bytes
  private static final long MAX_DIRECTORY = 128L << 20; // bytes
  private static final long FREE = 64L << 20; // bytes of text, as of other packings
  private static final long MAX_RATIO = 250; // likewise
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int LARGE = 1; // the extra field with sizes beyond 4 GB
  private static final long BEYOND = 0xffffffffL; // stands for a number in that field

  private final DumpFile zip;
  private final Predicate<String> wanted;
  private final List<DumpFile> files = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long packed; // bytes, of all that is wanted
  private long text; // bytes, likewise

  private ZipDirectory(DumpFile zip, Predicate<String> wanted) {
    this.zip = zip;
    this.wanted = wanted;
  }

  /** Returns whether a file that begins with these four bytes is a zip. */
  public static boolean isZip(int beginning) {
    return beginning == 0x504b0304 || beginning == 0x504b0506; // an entry, or the end of an empty
  }

  /**
   * Returns the entries that are wanted, in the order of the directory.
   *
   * @param stored the bytes of the zip
   * @param wanted which names are
   * @throws UnreadableDumpException if the zip is damaged, has too many entries, one whose name
   *     leads out of it, or among those that are wanted one that is encrypted, packed otherwise
   *     than deflated, expands without end or is there twice
   */
  public static List<DumpFile> files(
      DumpFile zip, FSDataInputStream stored, Predicate<String> wanted) throws IOException {
    ZipDirectory directory = new ZipDirectory(zip, wanted);
    ZipEnd end =
        ZipEnd.of(stored, zip.length())
            .orElseThrow(
                () -> directory.unreadable("is a zip without its end: was it cut when written?"));
    if (end.entries() > MAX_ENTRIES || end.length() > MAX_DIRECTORY) {
      throw directory.unreadable(
          "has %,d entries in a directory of %,d bytes, may have %,d and %,d: make several of it"
              .formatted(end.entries(), end.length(), MAX_ENTRIES, MAX_DIRECTORY));
    }
    stored.seek(end.offset());
    DataInputStream in = new DataInputStream(new BufferedInputStream(stored, 1 << 16));
    long left = end.length();
    for (long k = 0; k < end.entries(); k++) {
      left -= directory.read(in, left, end.offset());
    }
    if (left > 0) {
      throw directory.damaged();
    }
    directory.requireBounds();
    return directory.files;
  }

  /** Reads the header of an entry, and returns its length. */
  private long read(DataInputStream in, long left, long end) throws IOException {
    if (left < HEADER) {
      throw damaged();
    }
    ByteBuffer header = bytes(in, HEADER);
    int nameLength = Short.toUnsignedInt(header.getShort(28));
    int extraLength = Short.toUnsignedInt(header.getShort(30));
    int commentLength = Short.toUnsignedInt(header.getShort(32));
    int length = HEADER + nameLength + extraLength + commentLength;
    if (header.getInt(0) != SIGNATURE || left < length) {
      throw damaged();
    }
    String name = ZipEntryName.of(bytes(in, nameLength).array());
    ByteBuffer extra = bytes(in, extraLength);
    in.skipNBytes(commentLength);
    if (ZipEntryName.leadsOut(name) || !ZipEntryName.isText(name)) {
      throw unreadable("has an entry %s, which is no path below it".formatted(shown(name)));
    }
    if (!name.endsWith("/") && wanted.test(name)) {
      add(name, header, extra, end);
    }
    return length;
  }

  private void add(String name, ByteBuffer header, ByteBuffer extra, long end) {
    Numbers large = new Numbers(extra);
    long length = large.or(Integer.toUnsignedLong(header.getInt(24)));
    long bytes = large.or(Integer.toUnsignedLong(header.getInt(20)));
    long offset = large.or(Integer.toUnsignedLong(header.getInt(42)));
    int method = Short.toUnsignedInt(header.getShort(10));
    if ((header.getShort(8) & 1) != 0) {
      throw unreadable("has an encrypted entry %s: unpack it first".formatted(shown(name)));
    }
    if (method != STORED && method != DEFLATED) {
      throw unreadable(
          "has an entry %s packed by method %d, need 0 (stored) or 8 (deflated)"
              .formatted(shown(name), method));
    }
    boolean within = length >= 0 && bytes >= 0 && bytes <= end && offset >= 0;
    if (!within || offset > end - bytes || (method == STORED && bytes != length)) {
      throw damaged();
    }
    if (!names.add(name)) {
      throw unreadable("has two entries %s".formatted(shown(name)));
    }
    requireBound(length, bytes, "its entry " + shown(name));
    packed += bytes;
    text = Math.addExact(text, length);
    ZipPlace place =
        new ZipPlace(
            zip.path(),
            offset,
            end,
            bytes,
            Integer.toUnsignedLong(header.getInt(16)),
            method == DEFLATED);
    files.add(new DumpFile(zip.path() + ZipPlace.SEPARATOR + name, length, place));
  }

  private void requireBounds() {
    if (packed > zip.length()) {
      throw unreadable("has entries that overlap");
    }
    requireBound(text, packed, "it");
  }

  private void requireBound(long length, long bytes, String what) {
    if (length > FREE && length / MAX_RATIO > bytes) {
      throw unreadable(
          "expands without end: %,d bytes of %s become %,d, may become %d times as many"
              .formatted(bytes, what, length, MAX_RATIO));
    }
  }

  private static ByteBuffer bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private UnreadableDumpException damaged() {
    return unreadable("is a zip with a damaged directory");
  }

  private UnreadableDumpException unreadable(String detail) {
    return new UnreadableDumpException(zip.source() + " " + detail);
  }

  private static String shown(String name) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
  }

  /** Numbers that do not fit into a header: those that are missing there, one after the other. */
  private static final class Numbers {
    private ByteBuffer field = ByteBuffer.allocate(0);

    private Numbers(ByteBuffer extra) {
      while (extra.remaining() >= 4) {
        int id = Short.toUnsignedInt(extra.getShort());
        int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
        if (id == LARGE) {
          field = extra.slice(extra.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        }
        extra.position(extra.position() + size);
      }
    }

    /** Returns a number of the header, or the next one here if it stands for that; −1 for none. */
    private long or(long number) {
      if (number != BEYOND) {
        return number;
      }
      return field.remaining() >= Long.BYTES ? field.getLong() : -1;
    }
  }
}
