package org.latticework.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private boolean created;
  private boolean named;
  private volatile Future<?> beats = CompletableFuture.completedFuture(null);

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
    } catch (IOException | RuntimeException e) {
      lock.discard(e);
      throw e;
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
    beats = heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    return true;
  }

  /** Removes the file of a lock that could not be taken, so that it keeps nobody out. */
  private void discard(Exception reason) {
    try {
      if (created && (!named || mine())) {
        store.delete(file, false);
      }
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
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
      created = true;
      out.write(name.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    named = true;
    return true;
  }

  private boolean mine() throws IOException {
    try (InputStream in = store.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(name);
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Not while the run asks whose file it is: some stores show it empty while it is written. */
  private synchronized void beat() {
    try {
      if (mine()) {
        write(true);
      } else {
        LOG.error("{} has another holder: this run was silent for too long", file);
        beats.cancel(false);
      }
    } catch (IOException | RuntimeException e) { // what is thrown on would end all beats
      LOG.warn("Cannot write {}; the next beat tries again", file, e);
    }
  }

  @Override
  public synchronized void requireHeld() throws IOException {
    if (!mine()) {
      throw new IOException(
          "Another run has taken the lock %s, since this one was silent for too long"
              .formatted(file));
    }
  }

  /** Ends the beats, then removes the file. One that cannot be removed is a dead run's in time. */
  @Override
  public void close() {
    heart.shutdown();
    try {
      if (!heart.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("{} stays: a beat is still under way", file);
      } else if (mine()) {
        store.delete(file, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("{} stays: interrupted", file, e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} stays: it cannot be removed", file, e);
    }
  }
}
