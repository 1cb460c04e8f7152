package org.latticework.jobs.lock;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Another run holds a lock. */
public final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Holder> holder;
  private final Duration silence;

  /**
   * @param file that stands for the lock
   * @param holder as the file names it; empty where it is about to, or an older build wrote it
   * @param silence since the holder's last beat
   */
  BusyException(String file, Optional<Holder> holder, Duration silence) {
    super(
        "%s is at work here (%s)%s"
            .formatted(
                holder.map(Holder::toString).orElse("Another run"), file, silentFor(silence)));
    this.holder = holder;
    this.silence = silence;
  }

  private static String silentFor(Duration silence) {
    if (silence.compareTo(HeartbeatLock.Pace.USUAL.beat().multipliedBy(3)) < 0) {
      return "";
    }
    String minutes =
        ", and has given no sign of life for %,d minutes".formatted(silence.toMinutes());
    return silence.compareTo(HeartbeatLock.Pace.USUAL.silence()) > 0
        ? minutes
        : minutes + "; after 10 it counts as dead";
  }

  /**
   * Returns whether the holder is likely to hang: it holds the lock for longer than any run should,
   * or gives no sign of life.
   *
   * @param longest that a run may take
   */
  public boolean isStale(Duration longest) {
    return silence.compareTo(HeartbeatLock.Pace.USUAL.silence()) > 0
        || holder.filter(it -> it.since().plus(longest).isBefore(Instant.now())).isPresent();
  }
}
