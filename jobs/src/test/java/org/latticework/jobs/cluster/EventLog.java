package org.latticework.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Spark wrote down of a job that has ended.
 *
 * @param events in their order
 */
record EventLog(List<JsonNode> events) {
  /** Returns what a job must be started with to leave one in a folder that is there. */
  static String options(Path folder) {
    return "-Dspark.eventLog.enabled=true -Dspark.eventLog.dir=file:" + folder;
  }

  /** Reads the only one in a folder. */
  static EventLog in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<JsonNode> events = new ArrayList<>();
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("app-")).toList()) {
        for (String line : Files.readAllLines(file)) {
          events.add(new ObjectMapper().readTree(line));
        }
      }
      return new EventLog(events);
    }
  }

  /** Returns the executors that were lost. */
  List<String> removedExecutors() {
    return ofKind("SparkListenerExecutorRemoved").map(e -> e.get("Executor ID").asText()).toList();
  }

  /** Returns how many tasks were lost with their executors. */
  long lostTasks() {
    return ofKind("SparkListenerTaskEnd")
        .filter(e -> e.at("/Task End Reason/Reason").asText().equals("ExecutorLostFailure"))
        .count();
  }

  /** Returns how the tasks of a stage ended that had to compute the same part as one of them. */
  List<String> ends(int stage, long task) {
    List<JsonNode> ended =
        ofKind("SparkListenerTaskEnd").filter(e -> e.get("Stage ID").asInt() == stage).toList();
    int part =
        ended.stream()
            .map(e -> e.get("Task Info"))
            .filter(info -> info.get("Task ID").asLong() == task)
            .findFirst()
            .orElseThrow()
            .get("Partition ID")
            .asInt();
    return ended.stream()
        .filter(e -> e.get("Task Info").get("Partition ID").asInt() == part)
        .map(e -> e.get("Task End Reason").get("Reason").asText())
        .toList();
  }

  /** Returns the executors that worked on the last round. */
  Set<String> lastRoundsExecutors() {
    int stage =
        ofKind("SparkListenerJobStart")
            .filter(e -> e.at("/Properties/spark.job.description").asText().contains(", round"))
            .flatMap(e -> StreamSupport.stream(e.get("Stage IDs").spliterator(), false))
            .mapToInt(JsonNode::asInt)
            .max() // those before it dealt the crystals
            .orElseThrow();
    return ofKind("SparkListenerTaskEnd")
        .filter(e -> e.get("Stage ID").asInt() == stage)
        .map(e -> e.get("Task Info").get("Executor ID").asText())
        .collect(Collectors.toSet());
  }

  private Stream<JsonNode> ofKind(String kind) {
    return events.stream().filter(e -> e.get("Event").asText().equals(kind));
  }
}
