package org.latticework.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * A store of the scheme {@code stopped}, on this machine, that changes nothing more after a number
 * of changes, as if its process had been killed: a file that is being written is left torn.
 */
public final class StoppedStore extends RawLocalFileSystem {
  private static int left = Integer.MAX_VALUE;

  /** Lets so many changes happen: creations, writes, renames and removals. */
  public static void stopAfter(int changes) {
    left = changes;
  }

  private static void change() throws IOException {
    if (left-- <= 0) {
      throw new IOException("stopped");
    }
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(URI.create("file:///"), conf);
  }

  @Override
  protected void checkPath(Path path) {
    // Paths have the scheme of this store.
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    change();
    java.nio.file.Path file = file(path);
    Files.createDirectories(file.getParent());
    OutputStream out = Files.newOutputStream(file);
    return new FSDataOutputStream(new Torn(out), null);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change();
    return super.rename(from, to);
  }

  private static java.nio.file.Path file(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change();
    return super.delete(path, recursive);
  }

  private static final class Torn extends OutputStream {
    private final OutputStream out;

    Torn(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        change();
      } catch (IOException e) {
        out.write(bytes, offset, length / 2);
        throw e;
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** The same for Hadoop's newer interface, which renames over what is there. */
  public static final class Context extends DelegateToFileSystem {
    /** Called by Hadoop. */
    public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new StoppedStore(), conf, "stopped", false);
    }

    /** Over what is there, in one change, as HDFS does. */
    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      change();
      Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
