package org.latticework.pipeline.ingest.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.CompressorInputStream;

/**
 * Unpacks bzip2, xz and zstd: one stream after the other, each held against its checksums, by a
 * library whose complaints become damage or the end of the file. What comes before damage is given,
 * but for less than 1 kB with zstd.
 */
final class PackedStreams extends InputStream {
  private static final int STEP = 1 << 10; // bytes; so much at most is lost with an exception

  private final Packing packing;
  private final StoredStream stored;
  private final InputStream text;
  private Optional<IOException> damage = Optional.empty();

  /** Opens the text of packed bytes. */
  interface Library {
    InputStream open(InputStream packed) throws IOException;
  }

  /**
   * Reads the first header.
   *
   * @throws EOFException if the file ends within it
   * @throws ZipException if it is damaged, or asks for more memory than a file may take
   */
  PackedStreams(Packing packing, StoredStream stored, Library library) throws IOException {
    this.packing = packing;
    this.stored = stored;
    try {
      this.text = library.open(stored);
    } catch (IOException | RuntimeException e) { // made of bytes that nobody has checked
      throw named(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads unpacked bytes; what comes before damage is given first, and the damage thrown by the
   * next call.
   *
   * @throws EOFException if the file ends within a stream
   * @throws ZipException if a stream is damaged, or what follows one is none
   */
  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    if (damage.isPresent()) {
      throw damage.get();
    }
    long before = given();
    try {
      return text.read(b, off, Math.min(len, STEP));
    } catch (IOException | RuntimeException e) { // made of bytes that nobody has checked
      damage = Optional.of(named(e));
      int intact = (int) (given() - before);
      if (intact == 0 || stored.failed()) {
        throw damage.get();
      }
      return intact;
    }
  }

  /** Returns how many bytes were given, the last ones before damage included, if that is known. */
  private long given() {
    return text instanceof CompressorInputStream counted ? counted.getBytesRead() : 0;
  }

  /** Tells damage from the end of the file, and both from a failure of the storage. */
  private IOException named(Exception e) {
    if (stored.failed() && e instanceof IOException failure) {
      return failure;
    }
    boolean cut = e instanceof EOFException || stored.ended();
    IOException named =
        cut
            ? new EOFException(packing.word() + ": the file ends within a stream")
            : new ZipException("%s: %s".formatted(packing.word(), e.getMessage()));
    named.initCause(e);
    return named;
  }

  @Override
  public void close() throws IOException {
    text.close(); // frees memory outside the heap, and closes the stored bytes
  }
}
