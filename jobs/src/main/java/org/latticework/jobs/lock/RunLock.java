package org.latticework.jobs.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps a second run out while one is at work. A run that died without a word holds nothing: on
 * this machine the operating system takes its lock back at once, on another file system it is known
 * by its silence. One that is told to end gives its locks back.
 */
public interface RunLock extends AutoCloseable {
  /**
   * Checks that this run has the lock still. One that lost it must stop: another is at work.
   *
   * @throws IOException if another run has it, or the store cannot say who does
   */
  void requireHeld() throws IOException;

  /** Gives the lock back; the second time does nothing. */
  @Override
  void close() throws IOException;

  /**
   * Takes a lock.
   *
   * @param file that stands for the lock, a URI; {@code file:} is this machine's
   * @param holder this run
   * @param lost what to do once it shows that another run has the lock
   * @throws BusyException if another run has it
   */
  static RunLock take(String file, Configuration hadoop, Holder holder, Runnable lost)
      throws IOException {
    return HeldToTheEnd.of(
        () ->
            file.startsWith("file:")
                ? ProcessLock.take(Path.of(file.substring("file:".length())), hadoop, holder, lost)
                : HeartbeatLock.take(file, hadoop, holder, HeartbeatLock.Pace.USUAL, lost));
  }

  /**
   * Takes a lock as soon as no other run has it.
   *
   * @param busy is told once who has it, if another run does
   * @param longest that the other may have it; nor may it be silent
   * @throws BusyException if the other is likely to hang
   */
  static RunLock await(
      String file,
      Configuration hadoop,
      Holder holder,
      Runnable lost,
      Consumer<BusyException> busy,
      Duration longest)
      throws IOException {
    boolean told = false;
    while (true) {
      try {
        return take(file, hadoop, holder, lost);
      } catch (BusyException e) {
        if (e.isStale(longest)) {
          throw e;
        }
        if (!told) {
          busy.accept(e);
          told = true;
        }
      }
      sleep(file.startsWith("file:") ? Duration.ofMillis(500) : Duration.ofSeconds(5));
    }
  }

  /**
   * Waits.
   *
   * @throws IOException if the thread is told to end
   */
  private static void sleep(Duration time) throws IOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for another run", e);
    }
  }
}
