package org.latticework.pipeline.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;

/** Bytes in memory that can be read as those of a stored file. */
public class StoredBytes extends ByteArrayInputStream implements Seekable, PositionedReadable {
  public StoredBytes(byte[] bytes) {
    super(bytes);
  }

  @Override
  public void seek(long position) throws IOException {
    pos = (int) Math.min(position, count);
  }

  @Override
  public long getPos() {
    return pos;
  }

  @Override
  public boolean seekToNewSource(long position) {
    return false;
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws IOException {
    throw new IOException("not asked for");
  }

  @Override
  public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
    throw new IOException("not asked for");
  }

  @Override
  public void readFully(long position, byte[] buffer) throws IOException {
    throw new IOException("not asked for");
  }
}
