package org.latticework.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A store whose streams behave as those of S3A: what was written becomes a file as they are closed,
 * unless they are aborted. Has room for a few bytes only.
 */
public final class UploadingStore extends RawLocalFileSystem {
  private static final int ROOM = 8; // bytes

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(URI.create("file:///"), conf);
  }

  @Override
  protected void checkPath(Path path) {
    // Paths have the scheme that it stands in for.
  }

  @Override
  public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
    return new FSDataOutputStream(new Upload(path), null);
  }

  private static final class Upload extends OutputStream implements Abortable, StreamCapabilities {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Path path;
    private boolean aborted;

    Upload(Path path) {
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      if (written.size() == ROOM) {
        throw new IOException("No space left on device");
      }
      written.write(b);
    }

    @Override
    public AbortableResult abort() {
      aborted = true;
      return null;
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(StreamCapabilities.ABORTABLE_STREAM);
    }

    @Override
    public void close() throws IOException {
      if (!aborted) {
        Files.write(java.nio.file.Path.of(path.toUri().getPath()), written.toByteArray());
      }
    }
  }
}
