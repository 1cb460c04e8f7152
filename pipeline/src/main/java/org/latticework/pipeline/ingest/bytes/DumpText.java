package org.latticework.pipeline.ingest.bytes;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The text of a file, unpacked. A gzip that expands without end is stopped: beyond 64 MB, text may
 * be at most 250 times as long as what was read of the file. (Dumps reach 5 to 10; runs of one byte
 * reach 1030, the most that gzip can.)
 */
public final class DumpText extends FilterInputStream {
  private static final long MAX_RATIO = 250;
  private static final long FREE = 64L << 20; // bytes

  private final Stored stored;
  private long length;

  private DumpText(InputStream text, Stored stored) {
    super(text);
    this.stored = stored;
  }

  /**
   * Opens the text: unpacked if the file begins with gzip's magic number, as it is otherwise.
   *
   * @param in the bytes as stored
   * @throws EOFException if the file is empty or cut, but should be gzip
   * @throws ZipException if the file is named {@code .gz} and is no gzip, or gzip's header is
   *     damaged
   */
  public static InputStream of(DumpFile file, InputStream in) throws IOException {
    Stored stored = new Stored(in);
    InputStream text = StoredStream.text(stored, file.length());
    if (!(text instanceof StoredStream)) {
      return new DumpText(text, stored);
    }
    if (file.isNamedGzip()) {
      throw file.length() == 0
          ? new EOFException("empty file")
          : new ZipException("not in gzip format");
    }
    return text;
  }

  /**
   * Returns what is wrong with a file whose reading ended so: it is cut, damaged or expands without
   * end. None where the storage failed, which says nothing of the file.
   */
  public static Optional<Fault> damage(IOException e) {
    Optional<RejectionReason> reason = Optional.empty();
    if (e instanceof EOFException) {
      reason = Optional.of(RejectionReason.TRUNCATED_FILE);
    } else if (e instanceof ExpansionException) {
      reason = Optional.of(RejectionReason.ENDLESS_EXPANSION);
    } else if (e instanceof ZipException) {
      reason = Optional.of(RejectionReason.CORRUPT_FILE);
    }
    return reason.map(found -> new Fault(found, "gzip: " + e.getMessage()));
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    grow(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    int n = super.read(b, off, len);
    grow(Math.max(n, 0));
    return n;
  }

  private void grow(int n) throws ExpansionException {
    length += n;
    if (length > FREE && length / MAX_RATIO > stored.count) {
      throw new ExpansionException(
          "%d bytes expand to more than %d".formatted(stored.count, length));
    }
  }

  /** Counts what is read of a file. */
  private static final class Stored extends FilterInputStream {
    private long count;

    private Stored(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      count += Math.max(n, 0);
      return n;
    }
  }
}
