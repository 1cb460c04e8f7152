package org.latticework.jobs.lock;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file as every Hadoop file system keeps it. HDFS makes a file for one of two callers only; no
 * store replaces one under a condition.
 */
class StoreFile implements LockFile {
  private static final int LOOKS = 5;
  private static final long BETWEEN_LOOKS = 20_000_000; // ns

  private final FileSystem store;
  private final Path file;

  StoreFile(FileSystem store, Path file) {
    this.store = store;
    this.file = file;
  }

  FileStatus status() throws IOException {
    return store.getFileStatus(file);
  }

  @Override
  public Optional<Seen> look() throws IOException {
    try {
      FileStatus status = status();
      return Optional.of(
          new Seen(read(), version(status), Instant.ofEpochMilli(status.getModificationTime())));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Reads the file; where it is empty, a few times: some stores show it so while it is written. */
  private String read() throws IOException {
    String text = "";
    for (int look = 0; look < LOOKS && text.isEmpty(); look++) {
      if (look > 0) {
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
      try (InputStream in = store.open(file)) {
        text = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  /** Returns what tells this state of the file from others; empty where the store does not. */
  String version(FileStatus status) {
    return "";
  }

  @Override
  public boolean create(String text) throws IOException {
    try {
      write(file, text, false);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public boolean replace(Seen seen, String text) throws IOException {
    Optional<Seen> now = look();
    if (now.isEmpty() || !now.get().text().equals(seen.text())) {
      return false;
    }
    write(file, text, true);
    return true;
  }

  private void write(Path path, String text, boolean replaces) throws IOException {
    boolean made = false;
    try (OutputStream out = store.create(path, replaces)) {
      made = true;
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      if (made && !replaces) {
        discard(path, e);
      }
      throw e;
    }
  }

  /** Removes a new file that could not be filled, so that it keeps nobody out. */
  private void discard(Path path, Exception reason) {
    try {
      store.delete(path, false);
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public void remove() throws IOException {
    store.delete(file, false);
  }

  @Override
  public boolean isConditional() {
    return false;
  }

  @Override
  public Instant now() throws IOException {
    Path probe = new Path(file.getParent(), file.getName() + "." + UUID.randomUUID() + ".clock");
    try {
      write(probe, "", true);
      return Instant.ofEpochMilli(store.getFileStatus(probe).getModificationTime());
    } finally {
      store.delete(probe, false);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
