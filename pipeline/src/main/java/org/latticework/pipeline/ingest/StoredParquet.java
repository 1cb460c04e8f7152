package org.latticework.pipeline.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file as Parquet reads it, by seeking. It remembers whether the storage failed, so that a
 * connection that broke off can be told from a damaged file.
 */
final class StoredParquet implements InputFile {
  private final DumpFile file;
  private final FSDataInputStream in;
  private Optional<IOException> failure = Optional.empty();

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
  Optional<IOException> failure() {
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
        return in.getPos();
      }

      @Override
      public void seek(long position) throws IOException {
        in.seek(position);
      }
    };
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
      return whole(super::read);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      return whole(() -> super.read(b, off, len));
    }

    private int whole(Read read) throws IOException {
      try {
        int n = read.bytes();
        if (n < 0 && StoredParquet.this.in.getPos() < file.length()) {
          throw new IOException(
              "Storage gave %d of %d bytes"
                  .formatted(StoredParquet.this.in.getPos(), file.length()));
        }
        return n;
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }
  }

  private interface Read {
    int bytes() throws IOException;
  }
}
