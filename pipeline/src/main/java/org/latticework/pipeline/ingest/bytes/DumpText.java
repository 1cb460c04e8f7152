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
 * The text of a file, unpacked. One that expands without end is stopped: beyond 64 MB, text may be
 * at most 250 times as long as what was read of a gzip, 1000 times of the others. Dumps reach 5 to
 * 20; trajectories in which one atom of 40 moves at a time 80 with gzip, 180 with zstd; runs of one
 * byte 1030, the most that gzip can, and from 6,800 to a million with the others.
 */
public final class DumpText extends FilterInputStream {
  private static final long FREE = 64L << 20; // bytes

  private final DumpFile file;
  private final Stored stored;
  private final int maxRatio;
  private long length;

  private DumpText(DumpFile file, InputStream text, Stored stored, int maxRatio) {
    super(text);
    this.file = file;
    this.stored = stored;
    this.maxRatio = maxRatio;
  }

  /**
   * Opens the text: unpacked if the file begins with the magic number of gzip, bzip2, xz or zstd,
   * as it is otherwise.
   *
   * @param in the bytes as stored
   * @throws EOFException if the file is empty or cut, but should be packed
   * @throws ZipException if the file is named {@code .gz} or the like and is not packed so, or its
   *     header is damaged
   */
  public static InputStream of(DumpFile file, InputStream in) throws IOException {
    Stored counted = new Stored(in);
    StoredStream stored = StoredStream.of(counted, file.length());
    byte[] beginning = stored.beginning(Packing.MAX_MAGIC);
    Optional<Packing> packing = Packing.ofBeginning(beginning);
    Optional<Packing> named = Packing.ofName(file.path());
    if (named.isPresent() && !named.equals(packing)) {
      throw notPackedAsNamed(named.get(), beginning);
    }
    return packing.isPresent()
        ? new DumpText(file, packing.get().unpack(stored), counted, packing.get().maxRatio())
        : stored;
  }

  private static IOException notPackedAsNamed(Packing named, byte[] beginning) {
    if (beginning.length == 0) {
      return new EOFException(named.word() + ": empty file");
    }
    return named.isCutWithinMagic(beginning)
        ? new EOFException(named.word() + ": the file ends within its magic number")
        : new ZipException("%1$s: not in %1$s format".formatted(named.word()));
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
    return reason.map(found -> new Fault(found, e.getMessage()));
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
    if (length > FREE && length / maxRatio > file.stored(stored.count)) {
      throw new ExpansionException(
          "%d bytes expand to more than %d".formatted(file.stored(stored.count), length));
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
