package org.latticework.trainer.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive in memory, read by the directory at its end: PyTorch stores entries whose size
 * stands nowhere else, which {@code ZipInputStream} refuses.
 *
 * <p>Entries are stored or deflated, each name is there once and stays within its folder, no two
 * entries share bytes, and checksums hold. There are at most {@link #MOST_ENTRIES}, of {@link
 * #MOST_BYTES} together, and none has more than {@link #MOST_RATIO} times its packed size.
 */
public final class ZipArchive {
  private static final int MOST_ENTRIES = 10_000;
  private static final long MOST_BYTES = 1 << 27; // unpacked
  private static final int MOST_RATIO = 250;
  private static final int LONGEST_NAME = 200;

  private static final int LOCAL = 0x04034b50; // "PK" and a number, before each entry
  private static final int LISTED = 0x02014b50; // before each line of the directory
  private static final int END = 0x06054b50; // before the last record
  private static final int LOCAL_SIZE = 30;
  private static final int LISTED_SIZE = 46;
  private static final int END_SIZE = 22;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final ByteBuffer file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipArchive(byte[] file) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A line of the directory, sizes in bytes. */
  private record Entry(String name, int method, int crc, int packed, int size, int start) {}

  /** Returns whether a file begins as zip archives do. */
  public static boolean is(byte[] file) {
    return file.length > 1 && file[0] == 'P' && file[1] == 'K';
  }

  /**
   * Reads the directory.
   *
   * @param file the archive's bytes; not to be changed any more
   * @throws IOException if it breaks a rule; the message names the entry, the rule and the value
   */
  public static ZipArchive read(byte[] file) throws IOException {
    ZipArchive archive = new ZipArchive(file);
    try {
      archive.readDirectory();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("The zip archive's directory says of places that are not there", e);
    }
    return archive;
  }

  private void readDirectory() throws IOException {
    int end = file.capacity() - END_SIZE;
    if (end < 0 || file.getInt(end) != END || file.getShort(end + 20) != 0) {
      throw new IOException("A zip archive ends with its directory's end, without a comment");
    }
    int count = unsigned(end + 10);
    int start = file.getInt(end + 16);
    if (count > MOST_ENTRIES || file.getInt(end + 4) != 0 || count != unsigned(end + 8)) {
      throw new IOException(
          "A zip archive has one part of at most %d entries, got %d"
              .formatted(MOST_ENTRIES, count));
    }
    int at = start;
    long total = 0;
    for (int k = 0; k < count; k++) {
      Entry entry = listed(at);
      at += LISTED_SIZE + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
      total += entry.size();
      if (total > MOST_BYTES) {
        throw new IOException(
            "The entries of a zip archive have at most %d bytes, got %d up to %s"
                .formatted(MOST_BYTES, total, entry.name()));
      }
      if (entries.put(entry.name(), entry) != null) {
        throw new IOException("The zip archive has %s twice".formatted(entry.name()));
      }
    }
    if (at > end) {
      throw new IOException("The zip archive's directory is longer than its end says");
    }
    requireApart(start);
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(file.getShort(at));
  }

  private Entry listed(int at) throws IOException {
    if (file.getInt(at) != LISTED) {
      throw new IOException("The zip archive's directory has no entry at byte " + at);
    }
    String name = name(at + LISTED_SIZE, unsigned(at + 28));
    requireInside(name);
    Entry entry =
        new Entry(
            name,
            unsigned(at + 10),
            file.getInt(at + 16),
            file.getInt(at + 20),
            file.getInt(at + 24),
            file.getInt(at + 42));
    boolean encrypted = (unsigned(at + 8) & 1) != 0;
    if (encrypted || (entry.method() != STORED && entry.method() != DEFLATED)) {
      throw new IOException(
          "%s must be stored or deflated, got %s"
              .formatted(name, encrypted ? "encrypted" : "method " + entry.method()));
    }
    if (entry.packed() < 0 || entry.size() < 0 || entry.start() < 0) { // −1 says: see ZIP64
      throw new IOException(
          "%s has sizes and a place below 2³¹, got %s, %s and %s"
              .formatted(
                  name,
                  Integer.toUnsignedString(entry.packed()),
                  Integer.toUnsignedString(entry.size()),
                  Integer.toUnsignedString(entry.start())));
    }
    long most = entry.method() == STORED ? entry.packed() : (long) entry.packed() * MOST_RATIO;
    if (entry.size() > most || (entry.method() == STORED && entry.size() < most)) {
      throw new IOException(
          "%s has %d bytes in %d, at most %d can be and all of a stored entry are"
              .formatted(name, entry.size(), entry.packed(), most));
    }
    return entry;
  }

  private String name(int at, int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, LONGEST_NAME + 1)];
    file.get(at, bytes);
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!name.matches("[ -~]{1,200}")) {
      throw new IOException(
          "The name of a zip's entry must be 1 to %d letters of ASCII, got '%s'"
              .formatted(LONGEST_NAME, TorchFile.cut(name)));
    }
    return name;
  }

  /** Checks that a name is a path below where an archive would be unpacked. */
  private static void requireInside(String name) throws IOException {
    boolean inside = name.indexOf('\\') < 0 && name.indexOf(':') < 0;
    for (String folder : name.split("/", 0)) { // none behind the last slash, of a folder's name
      inside &= !folder.isEmpty() && !folder.equals(".") && !folder.equals("..");
    }
    if (!inside || name.contains("//") || name.equals("/")) {
      throw new IOException(
          "The name of a zip's entry must stay within its folder, got '%s'".formatted(name));
    }
  }

  private void requireApart(int directory) throws IOException {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingInt(Entry::start));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.start() < end) {
        throw new IOException("%s begins within another entry".formatted(entry.name()));
      }
      end = (long) numbers(entry) + entry.packed();
      if (end > directory) {
        throw new IOException(
            "%s ends at byte %d, the entries at %d".formatted(entry.name(), end, directory));
      }
    }
  }

  /** Returns where the bytes of an entry begin, behind what is said of it there. */
  private int numbers(Entry entry) throws IOException {
    int at = entry.start();
    int length = unsigned(at + 26);
    if (file.getInt(at) != LOCAL
        || unsigned(at + 8) != entry.method()
        || !name(at + LOCAL_SIZE, length).equals(entry.name())) {
      throw new IOException(
          "The zip archive's directory has %s at byte %d, which says otherwise"
              .formatted(entry.name(), at));
    }
    return at + LOCAL_SIZE + length + unsigned(at + 28);
  }

  /** Returns the names of all entries, in the directory's order. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * Returns the content of an entry, little-endian; empty where there is none of that name.
   *
   * @throws IOException if it is damaged
   */
  public Optional<ByteBuffer> content(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    ByteBuffer packed = file.slice(numbers(entry), entry.packed());
    ByteBuffer content = entry.method() == STORED ? packed : inflated(entry, packed);
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    if ((int) crc.getValue() != entry.crc()) {
      throw new IOException(
          "%s is damaged: its checksum is %08x, need %08x"
              .formatted(name, crc.getValue(), entry.crc()));
    }
    return Optional.of(content.order(ByteOrder.LITTLE_ENDIAN));
  }

  private static ByteBuffer inflated(Entry entry, ByteBuffer packed) throws IOException {
    byte[] bytes = new byte[entry.size() + 1]; // room to see that there is more
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int length = 0;
      for (int got = -1; got != 0 && length < bytes.length; length += got) {
        got = inflater.inflate(bytes, length, bytes.length - length);
      }
      if (length != entry.size() || !inflater.finished()) {
        throw new IOException(
            "%s must have %d bytes, has %s"
                .formatted(entry.name(), entry.size(), length > entry.size() ? "more" : length));
      }
    } catch (DataFormatException e) {
      throw new IOException("%s is damaged: %s".formatted(entry.name(), e.getMessage()), e);
    } finally {
      inflater.end();
    }
    return ByteBuffer.wrap(bytes, 0, entry.size()).slice();
  }
}
