package org.latticework.pipeline.ingest.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip: one member after the other, each held against its checksum. Zero bytes behind a
 * member are padding, as gzip(1) has it; anything else must be another member.
 *
 * <p>The JDK's stream takes a member whose header is damaged for the end of the file and drops it
 * in silence; that is why it does not serve here.
 */
final class GzipMembers extends InputStream {
  private final StoredStream stored;
  private GzipCompressorInputStream member;
  private int number = 1; // of the member
  private Optional<IOException> damage = Optional.empty();
  private boolean ended;

  /**
   * Opens the first member.
   *
   * @throws EOFException if the file ends within its header
   * @throws ZipException if there is no such header
   */
  GzipMembers(StoredStream stored) throws IOException {
    this.stored = stored;
    this.member = open();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads unpacked bytes.
   *
   * @throws EOFException if the file ends within a member
   * @throws ZipException if a member is damaged, or what follows one is none
   */
  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    while (!ended) {
      int n = unpack(b, off, len);
      if (n >= 0) {
        return n;
      }
      ended = !anotherFollows();
      if (!ended) {
        number++;
        member = open();
      }
    }
    return -1;
  }

  private boolean anotherFollows() throws IOException {
    int b;
    do {
      stored.mark(1);
      b = stored.read();
    } while (b == 0);
    if (b > 0) {
      stored.reset();
    }
    return b > 0;
  }

  private GzipCompressorInputStream open() throws IOException {
    try {
      return new GzipCompressorInputStream(stored, false);
    } catch (IOException e) {
      damage = Optional.of(named(e));
      throw damage.get();
    }
  }

  /** Unpacks; what comes before damage is given first, and the damage thrown by the next call. */
  private int unpack(byte[] b, int off, int len) throws IOException {
    if (damage.isPresent()) {
      throw damage.get();
    }
    long before = member.getBytesRead();
    try {
      return member.read(b, off, len);
    } catch (IOException e) {
      damage = Optional.of(named(e));
      int intact = (int) (member.getBytesRead() - before);
      if (intact == 0 || stored.failed()) {
        throw damage.get();
      }
      return intact;
    }
  }

  /** Tells damage from a failure of the storage, which stays what it is. */
  private IOException named(IOException e) {
    if (stored.failed()) {
      return e;
    }
    IOException named =
        e instanceof EOFException
            ? new EOFException("gzip: the file ends within member " + number)
            : new ZipException("gzip: member %d: %s".formatted(number, e.getMessage()));
    named.initCause(e);
    return named;
  }

  @Override
  public void close() throws IOException {
    member.close(); // frees memory outside the heap
    stored.close();
  }
}
