package org.latticework.jobs.lock;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on a file system that knows no locks, such as S3 and HDFS: a file with the name of its
 * holder, who writes it again and again. A file that nobody has written for some time is a dead
 * run's. Its age is measured by the store's clock alone.
 *
 * <p>Where the store writes under no conditions, two runs may both believe that they made the file,
 * or took it over. So a new holder waits there, and looks whether the name in it is still its own:
 * runs that start within {@link Pace#settle} of each other are told apart by who wrote last.
 */
final class HeartbeatLock implements RunLock {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLock.class);

  private final LockFile file;
  private final Holder holder;
  private final Pace pace;
  private final Runnable lost;
  private Optional<Beats> beats = Optional.empty();

  /**
   * How a holder lives.
   *
   * @param beat between two writes
   * @param silence after which a holder counts as dead; far above a beat
   * @param settle until a new holder looks whether he is alone
   */
  record Pace(Duration beat, Duration silence, Duration settle) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(3));
  }

  private HeartbeatLock(LockFile file, Holder holder, Pace pace, Runnable lost) {
    this.file = file;
    this.holder = holder;
    this.pace = pace;
    this.lost = lost;
  }

  /**
   * Takes the lock.
   *
   * @param lost what to do once it shows that another run has taken it
   * @throws BusyException if another run has it
   */
  static RunLock take(String file, Configuration hadoop, Holder holder, Pace pace, Runnable lost)
      throws IOException {
    Path path = new Path(file);
    FileSystem store = path.getFileSystem(hadoop);
    LockFile there =
        store instanceof S3AFileSystem s3 ? new S3File(s3, path) : new StoreFile(store, path);
    HeartbeatLock lock = new HeartbeatLock(there, holder, pace, lost);
    lock.take();
    return lock;
  }

  private void take() throws IOException {
    boolean written = false;
    try {
      boolean free = file.look().isEmpty();
      boolean made = free && file.create(holder.text());
      written = made || takeOver();
      if (!made || !file.isConditional()) {
        sleep(pace.settle()); // not every store that makes under a condition replaces under one
      }
      if (!isMine(file.look())) {
        throw busy();
      }
    } catch (IOException | RuntimeException e) {
      if (written) {
        discard(e);
      }
      throw e;
    }
    beats = Optional.of(new Beats(pace.beat(), this::beat));
  }

  /**
   * Writes over the file of a dead run.
   *
   * @return whether it has
   * @throws BusyException if the run lives
   */
  private boolean takeOver() throws IOException {
    Optional<LockFile.Seen> seen = file.look();
    if (seen.isEmpty()) { // given back meanwhile
      return file.create(holder.text());
    }
    Duration silence = silence(seen.get());
    if (silence.compareTo(pace.silence()) <= 0) {
      throw new BusyException(file.toString(), Holder.parse(seen.get().text()), silence);
    }
    LOG.info("{} is a dead run's: nobody has written it for {} s", file, silence.toSeconds());
    return file.replace(seen.get(), holder.text());
  }

  private Duration silence(LockFile.Seen seen) throws IOException {
    return Duration.between(seen.written(), file.now());
  }

  private BusyException busy() throws IOException {
    Optional<Holder> other = file.look().flatMap(seen -> Holder.parse(seen.text()));
    return new BusyException(file.toString(), other, Duration.ZERO);
  }

  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while taking a lock", e);
    }
  }

  /** Removes the file of a lock that could not be taken, so that it keeps nobody out. */
  private void discard(Exception reason) {
    try {
      if (isMine(file.look())) {
        file.remove();
      }
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private boolean isMine(Optional<LockFile.Seen> seen) {
    return seen.flatMap(it -> Holder.parse(it.text()))
        .filter(it -> it.id().equals(holder.id()))
        .isPresent();
  }

  /** Not while the run asks whose file it is: some stores show it empty while it is written. */
  private synchronized void beat() throws IOException {
    Instant before = Instant.now();
    Optional<LockFile.Seen> seen = file.look();
    if (!isMine(seen)) {
      beats.ifPresent(Beats::stop);
      LOG.error("{} has another holder: this run was silent for too long", file);
      lost.run();
    } else if (Duration.between(before, Instant.now()).compareTo(pace.silence().dividedBy(2)) < 0) {
      file.replace(seen.get(), holder.text()); // what a machine that slept saw is not believed
    }
  }

  @Override
  public synchronized void requireHeld() throws IOException {
    if (!isMine(file.look())) {
      throw new IOException(
          "Another run has taken the lock %s, since this one was silent for too long"
              .formatted(file));
    }
  }

  /** Ends the beats, then removes the file. One that cannot be removed is a dead run's in time. */
  @Override
  public void close() {
    try {
      if (!beats.map(Beats::end).orElse(true)) {
        LOG.warn("{} stays: a beat is still under way", file);
      } else if (isMine(file.look())) {
        file.remove();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} stays: it cannot be removed", file, e);
    }
  }
}
