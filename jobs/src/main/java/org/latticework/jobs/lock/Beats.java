package org.latticework.jobs.lock;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A beat, again and again, until it is ended; one that fails is not the last. */
final class Beats {
  private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "latticework-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private final Future<?> beats;

  /** One beat. */
  interface Beat {
    void run() throws Exception;
  }

  Beats(Duration pause, Beat beat) {
    Runnable safely =
        () -> {
          try {
            beat.run();
          } catch (Throwable e) { // what is thrown on would end all beats, also an Error
            LOG.warn("A beat of a lock failed; the next one tries again", e);
          }
        };
    beats =
        heart.scheduleWithFixedDelay(
            safely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets no beat begin from now on; for a beat itself to call. */
  void stop() {
    beats.cancel(false);
  }

  /**
   * Ends the beats.
   *
   * @return false if one is still under way after a minute
   */
  boolean end() {
    heart.shutdown();
    try {
      return heart.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
