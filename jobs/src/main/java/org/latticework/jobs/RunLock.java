package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps a second run out while one is at work. A run that died without a word holds nothing: on
 * this machine the operating system takes its lock back at once, on another file system it is known
 * by its silence.
 */
interface RunLock extends AutoCloseable {
  /**
   * Checks that this run has the lock still. One that lost it must stop: another is at work.
   *
   * @throws IOException if another run has it, or the store cannot say who does
   */
  void requireHeld() throws IOException;

  /** Gives the lock back. */
  @Override
  void close() throws IOException;

  /**
   * Takes a lock; empty if another run has it.
   *
   * @param file that stands for the lock
   */
  static Optional<RunLock> tryTake(Location file, Configuration hadoop) throws IOException {
    Optional<Path> local = file.local();
    return local.isPresent()
        ? FileLock.tryTake(local.get())
        : HeartbeatLock.tryTake(file.qualified(), hadoop, HeartbeatLock.Pace.USUAL);
  }

  /** Takes a lock as soon as no other run has it. */
  static RunLock await(Location file, Configuration hadoop) throws IOException {
    while (true) {
      Optional<RunLock> lock = tryTake(file, hadoop);
      if (lock.isPresent()) {
        return lock.get();
      }
      sleep(Duration.ofSeconds(5));
    }
  }

  /**
   * Waits.
   *
   * @throws IOException if the thread is told to end
   */
  static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for another run", e);
    }
  }
}
