package org.latticework.jobs.console;

import java.time.Duration;

/** Times as people write them. */
public final class Durations {
  private Durations() {}

  /** Writes 4000 s as 1:06:40 and 66 s as 1:06. */
  public static String text(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart())
        : "%d:%02d".formatted(duration.toMinutesPart(), duration.toSecondsPart());
  }
}
