package org.latticework.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on a file system that knows no locks, such as S3: a file with the name of its holder, who
 * writes it again and again. A file that nobody has written for some time is a dead run's.
 *
 * <p>HDFS makes a file for one of two callers only. S3 does not promise that, so a new holder waits
 * and looks whether the name in the file is still his own: two runs that start within {@link
 * Pace#settle} of each other are told apart by who wrote last.
 */
final class HeartbeatLock implements RunLock {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLock.class);

  private final FileSystem store;
  private final Path file;
  private final String name = UUID.randomUUID().toString();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "latticework-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * How a holder lives.
   *
   * @param beat between two writes
   * @param silence after which a holder counts as dead; far above a beat and the difference of
   *     clocks
   * @param settle until a new holder looks whether he is alone
   */
  record Pace(Duration beat, Duration silence, Duration settle) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(3));
  }

  private HeartbeatLock(FileSystem store, Path file) {
    this.store = store;
    this.file = file;
  }

  /** Takes the lock; empty if another run has it. */
  static Optional<RunLock> tryTake(String file, Configuration hadoop, Pace pace)
      throws IOException {
    Path path = new Path(file);
    HeartbeatLock lock = new HeartbeatLock(path.getFileSystem(hadoop), path);
    boolean taken = false;
    try {
      taken = lock.take(pace);
    } finally {
      if (!taken) {
        lock.heart.shutdownNow();
      }
    }
    return taken ? Optional.of(lock) : Optional.empty();
  }

  private boolean take(Pace pace) throws IOException {
    if (!write(silent(pace.silence()))) {
      return false;
    }
    RunLock.sleep(pace.settle());
    if (!mine()) {
      return false;
    }
    long beat = pace.beat().toMillis();
    var unused = heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    return true;
  }

  /** Returns whether there is a file that its holder has left. */
  private boolean silent(Duration silence) throws IOException {
    try {
      long age = System.currentTimeMillis() - store.getFileStatus(file).getModificationTime();
      boolean silent = age > silence.toMillis();
      if (silent) {
        LOG.info("{} is a dead run's: nobody has written it for {} s", file, age / 1000);
      }
      return silent;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Writes the name; false if there is a file and it must not be replaced. */
  private boolean write(boolean replace) throws IOException {
    try (OutputStream out = store.create(file, replace)) {
      out.write(name.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private boolean mine() throws IOException {
    try (InputStream in = store.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(name);
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private void beat() {
    try {
      if (mine()) {
        write(true);
      } else {
        LOG.error("{} has another holder: this run was silent for too long", file);
        heart.shutdown();
      }
    } catch (IOException e) {
      LOG.warn("Cannot write {}; the next beat tries again", file, e);
    }
  }

  @Override
  public void close() throws IOException {
    heart.shutdownNow();
    if (mine()) {
      store.delete(file, false);
    }
  }
}
