package org.latticework.jobs.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What has been asked and answered, in the text format of Prometheus, version 0.0.4. */
final class ServerMetrics {
  private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};

  private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>(); // by status
  private final AtomicLongArray durations = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder nanoseconds = new LongAdder();
  private final LongAdder predicted = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /** Counts a request for predictions. */
  void add(Response response, long nanos) {
    requests.computeIfAbsent(response.status(), status -> new LongAdder()).increment();
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket] * 1e9) {
      bucket++;
    }
    durations.incrementAndGet(bucket);
    nanoseconds.add(nanos);
    predicted.add(response.predicted());
    refused.add(response.refused());
  }

  /**
   * Returns the text.
   *
   * @param inside requests that wait or are predicted now
   */
  String text(int inside) {
    StringBuilder text = new StringBuilder();
    type(text, "requests_total", "counter", "Requests for predictions, by HTTP status.");
    requests.forEach(
        (status, count) -> line(text, "requests_total{status=\"%d\"}".formatted(status), count));
    type(text, "crystals_total", "counter", "Crystals that were predicted or refused.");
    line(text, "crystals_total{result=\"predicted\"}", predicted);
    line(text, "crystals_total{result=\"refused\"}", refused);
    type(text, "request_seconds", "histogram", "From a request's arrival to its response.");
    long sum = 0;
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      sum += durations.get(bucket);
      line(text, "request_seconds_bucket{le=\"%s\"}".formatted(BOUNDS[bucket]), sum);
    }
    sum += durations.get(BOUNDS.length);
    line(text, "request_seconds_bucket{le=\"+Inf\"}", sum);
    line(text, "request_seconds_sum", String.format(Locale.ROOT, "%.6f", nanoseconds.sum() / 1e9));
    line(text, "request_seconds_count", sum);
    type(text, "requests_inside", "gauge", "Requests that wait or are predicted now.");
    line(text, "requests_inside", inside);
    type(text, "heap_bytes", "gauge", "Memory of the JVM's heap in use.");
    Runtime jvm = Runtime.getRuntime();
    line(text, "heap_bytes", jvm.totalMemory() - jvm.freeMemory());
    return text.toString();
  }

  private static void type(StringBuilder text, String name, String type, String help) {
    text.append(
        "# HELP latticework_%1$s %2$s\n# TYPE latticework_%1$s %3$s\n".formatted(name, help, type));
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("latticework_").append(name).append(' ').append(value).append('\n');
  }
}
