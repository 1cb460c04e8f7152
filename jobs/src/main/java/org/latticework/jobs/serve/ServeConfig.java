package org.latticework.jobs.serve;

import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.Settings;

/**
 * How a model is served. {@code conf/latticework.conf} says more of each.
 *
 * @param model name
 * @param host address to listen on
 * @param port to listen on; 0 for any that is free
 * @param threads that predict
 * @param waiting requests that may wait for a thread; one more is told to come back
 * @param maxBody of a request, bytes
 * @param maxCrystals of a request
 * @param seconds that a request may take
 * @param stopSeconds that requests under way are given at the end
 */
record ServeConfig(
    String model,
    String host,
    int port,
    int threads,
    int waiting,
    int maxBody,
    int maxCrystals,
    int seconds,
    int stopSeconds) {
  private static final String THREADS = "serve.threads";
  private static final int LARGEST_BODY = 1024; // MB
  private static final int MOST = 10_000; // threads, and requests that wait

  ServeConfig {
    require(port >= 0 && port < 65_536, "port must be 0 to 65535, got " + port);
    require(threads > 0 && threads <= MOST, "threads must be 1 to 10000, got " + threads);
    require(waiting >= 0 && waiting <= MOST, "waiting must be 0 to 10000, got " + waiting);
    require(maxCrystals > 0, "max-crystals must be positive, got " + maxCrystals);
    require(seconds > 0, "seconds must be positive, got " + seconds);
    require(stopSeconds >= 0, "stop-seconds must not be negative, got " + stopSeconds);
  }

  private static void require(boolean claim, String rule) {
    if (!claim) {
      throw new IllegalArgumentException(rule);
    }
  }

  static ServeConfig from(Settings settings) {
    int megabytes = settings.integer("serve.max-body");
    int threads =
        settings.text(THREADS).equals("auto")
            ? Runtime.getRuntime().availableProcessors()
            : settings.integer(THREADS);
    ModelFolder.requireName("serve.model", settings.text("serve.model"));
    return Settings.checked(
        "serve",
        () -> {
          require(
              megabytes > 0 && megabytes <= LARGEST_BODY,
              "max-body must be 1 to %d MB, got %d".formatted(LARGEST_BODY, megabytes));
          return new ServeConfig(
              settings.text("serve.model"),
              settings.text("serve.host"),
              settings.integer("serve.port"),
              threads,
              settings.integer("serve.waiting"),
              megabytes << 20,
              settings.integer("serve.max-crystals"),
              settings.integer("serve.seconds"),
              settings.integer("serve.stop-seconds"));
        });
  }
}
