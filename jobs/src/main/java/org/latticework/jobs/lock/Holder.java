package org.latticework.jobs.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lock.
 *
 * @param job that the run does
 * @param user of the operating system
 * @param host name of its machine
 * @param process its id there
 * @param since when the run took the lock, by its own clock, in whole seconds
 * @param id of this one run, unlike that of any other
 */
public record Holder(String job, String user, String host, long process, Instant since, String id) {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Returns this process as the holder for a job, from now on. */
  public static Holder here(String job) {
    return new Holder(
        job,
        System.getProperty("user.name", "unknown"),
        hostName(),
        ProcessHandle.current().pid(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        UUID.randomUUID().toString());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Returns the holder as one line of JSON. */
  String text() {
    return new ObjectMapper()
        .createObjectNode()
        .put("job", job)
        .put("user", user)
        .put("host", host)
        .put("process", process)
        .put("since", since.toString())
        .put("id", id)
        .toString();
  }

  /** Reads what {@link #text} has made; empty where a file holds something else. */
  static Optional<Holder> parse(String text) {
    try {
      JsonNode json = new ObjectMapper().readTree(text);
      return json.hasNonNull("id")
          ? Optional.of(
              new Holder(
                  json.path("job").asText(),
                  json.path("user").asText(),
                  json.path("host").asText(),
                  json.path("process").asLong(),
                  Instant.parse(json.path("since").asText()),
                  json.path("id").asText()))
          : Optional.empty();
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Names the holder for people. */
  @Override
  public String toString() {
    return "latticework %s of %s on %s (process %d), since %s"
        .formatted(job, user, host, process, TIME.format(since));
  }
}
