package org.latticework.jobs;

/**
 * Tells the user where a signal, such as SIGTERM or Ctrl-C, ends the process. The JVM then exits
 * with 128 and the signal's number; Spark stops, and locks are given back.
 */
final class StopSignal {
  private static volatile boolean received;
  private static volatile boolean ended;

  private StopSignal() {}

  /** Says so on the console from now on, unless the work has {@link #ended}. */
  static void announce(String[] args) {
    String job = args.length > 0 ? args[0] : "latticework";
    if (job.equals("serve")) {
      return; // which is ended in no other way
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!ended) {
                    received = true;
                    System.err.printf(
                        "latticework: %s was stopped by a signal; what it has committed stays."
                            + " Run it again to go on.%n",
                        job);
                  }
                },
                "latticework-stop"));
  }

  /** Notes that the work is over, so that the process ends by itself. */
  static void ended() {
    ended = true;
  }

  /** Returns whether a signal is the reason of what fails now. */
  static boolean received() {
    return received;
  }
}
