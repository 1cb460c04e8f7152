package org.latticework.pipeline.ingest.parquet;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.latticework.pipeline.ingest.record.DumpFile;

/**
 * A file as Parquet reads it, by seeking. It remembers whether the storage failed, so that a
 * connection that broke off can be told from a damaged file. Whatever the storage throws counts as
 * its failure; what no file of this length could answer is not asked of it.
 */
final class StoredParquet implements InputFile {
  private final DumpFile file;
  private final FSDataInputStream in;
  private Optional<Exception> failure = Optional.empty();

  /**
   * Makes the file.
   *
   * @param file with the length that the listing promised
   * @param in its bytes; whoever opened them closes them
   */
  StoredParquet(DumpFile file, FSDataInputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Returns what the storage failed with, if it did. */
  Optional<Exception> failure() {
    return failure;
  }

  @Override
  public long getLength() {
    return file.length();
  }

  @Override
  public SeekableInputStream newStream() {
    return new DelegatingSeekableInputStream(new Watched()) {
      @Override
      public long getPos() throws IOException {
        return whole(in::getPos);
      }

      @Override
      public void seek(long position) throws IOException {
        if (position < 0 || position > file.length()) {
          throw new EOFException("No byte %d in a file of %d".formatted(position, file.length()));
        }
        whole(
            () -> {
              in.seek(position);
              return position;
            });
      }
    };
  }

  /** Asks the storage, and remembers if it fails. */
  private long whole(Request request) throws IOException {
    try {
      return request.answer();
    } catch (IOException | RuntimeException e) { // clients of stores throw both
      failure = Optional.of(e);
      throw e;
    }
  }

  /** Returns the file's name: Parquet complains about files in this way. */
  @Override
  public String toString() {
    return file.source();
  }

  private final class Watched extends FilterInputStream {
    private Watched() {
      super(StoredParquet.this.in);
    }

    @Override
    public int read() throws IOException {
      return (int) whole(() -> complete(super.read()));
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      Objects.checkFromIndexSize(off, len, b.length); // sizes may come from damaged bytes
      return (int) whole(() -> complete(super.read(b, off, len)));
    }

    private int complete(int read) throws IOException {
      long position = StoredParquet.this.in.getPos();
      if (read < 0 && position < file.length()) {
        throw new IOException("Storage gave %d of %d bytes".formatted(position, file.length()));
      }
      return read;
    }
  }

  private interface Request {
    long answer() throws IOException;
  }
}
