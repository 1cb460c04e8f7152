package org.latticework.pipeline.ingest.bytes;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file as stored, counted against the length that the listing promised: so that a
 * file cut when it was written can be told from a connection cut while it is read.
 */
final class StoredStream extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private final long length;
  private long count;
  private long marked;
  private boolean failed;
  private boolean ended;

  private StoredStream(InputStream in, long length) {
    super(in);
    this.length = length;
  }

  /** Returns the bytes of a file that should have so many. */
  static StoredStream of(InputStream in, long length) {
    return new StoredStream(new BufferedInputStream(in, BUFFER), length);
  }

  /** Returns the first bytes, fewer at the end of the file, and stays before them. */
  byte[] beginning(int bytes) throws IOException {
    mark(bytes);
    byte[] beginning = readNBytes(bytes);
    reset();
    ended = false;
    return beginning;
  }

  @Override
  public int read() throws IOException {
    int b = stored(super::read);
    if (b >= 0) {
      count++;
    } else {
      checkComplete();
    }
    return b;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = stored(() -> super.read(b, off, len));
    if (n >= 0) {
      count += n;
    } else {
      checkComplete();
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count += skipped;
    return skipped;
  }

  @Override
  public synchronized void mark(int limit) {
    super.mark(limit);
    marked = count;
  }

  @Override
  public synchronized void reset() throws IOException {
    super.reset();
    count = marked;
  }

  /** Returns whether the storage broke off: what was thrown then says nothing of the file. */
  boolean failed() {
    return failed;
  }

  /** Returns whether more was asked for than the file has. */
  boolean ended() {
    return ended;
  }

  /** Reads; an end that the storage itself calls premature is no end of the file. */
  private int stored(Read read) throws IOException {
    try {
      return read.bytes();
    } catch (EOFException e) {
      failed = true;
      throw new IOException("Storage gave %d of %d bytes".formatted(count, length), e);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  private interface Read {
    int bytes() throws IOException;
  }

  private void checkComplete() throws IOException {
    if (count < length) {
      failed = true;
      throw new IOException("Storage gave %d of %d bytes".formatted(count, length));
    }
    ended = true;
  }
}
