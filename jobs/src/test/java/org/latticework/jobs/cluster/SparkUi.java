package org.latticework.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * What the web interface of a running job says, on the loopback interface.
 *
 * @param port where it listens
 */
record SparkUi(int port) {
  /** A task of a round, on its way. */
  record RoundTask(int stage, long id, String executor) {}

  /** Returns one at a port that is free now. */
  static SparkUi atAFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new SparkUi(socket.getLocalPort());
    }
  }

  /** Returns what the job must be started with. */
  String options() {
    return "-Dspark.ui.enabled=true -Dspark.ui.port=" + port;
  }

  /** Returns the tasks of training rounds that executors are at now. */
  List<RoundTask> roundTasks() throws Exception {
    List<RoundTask> running = new ArrayList<>();
    String application = ask("applications").get(0).get("id").asText();
    for (JsonNode stage :
        ask("applications/" + application + "/stages?status=active&details=true")) {
      if (stage.path("description").asText().matches("Epoch \\d+, rounds? \\d+ (of|to) \\d+")) {
        for (JsonNode task : stage.get("tasks")) {
          if (task.get("status").asText().equals("RUNNING")) {
            running.add(
                new RoundTask(
                    stage.get("stageId").asInt(),
                    task.get("taskId").asLong(),
                    task.get("executorId").asText()));
          }
        }
      }
    }
    return running;
  }

  private JsonNode ask(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, path));
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
  }
}
