package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings on a standalone cluster, so that every build sees executors in processes of their own.
 * The other jobs, S3, YARN and executors lost in a round are seen by the tests of the profile
 * {@code cluster}.
 */
class StandaloneIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Chain here;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void prepare() throws Exception {
    here = new Chain(folder, folder.resolve("here").toString(), Chain::here);
    here.prepare(Chain.dump(folder).toString());
    cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")), 2);
  }

  @AfterAll
  static void stopTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void twoExecutorsTrainTheModelThatTwoThreadsTrain() throws Exception {
    JsonNode expected = here.train("threads", 3);
    Chain there = new Chain(folder, here.workspace(), StandaloneIT::call);
    JsonNode trained = there.train("executors", 3);
    for (String fact : List.of("train_mae", "validation_mae", "best_epoch")) {
      assertThat(trained.get(fact)).as(fact).isNotNull().isEqualTo(expected.get(fact));
    }
  }

  /** Thirty runs, of which the executor has one at a time. */
  @Test
  void aSweepRepeatsTheRunOfAnExecutorThatIsKilled() throws Exception {
    Chain.here(sweep("threads"));
    Path events = Files.createDirectory(folder.resolve("events"));
    ProcessBuilder command = command(sweep("executors"));
    command
        .environment()
        .merge("LATTICEWORK_JAVA_OPTS", " " + EventLog.options(events), String::concat);
    String killed;
    try (ChildProcess job = ChildProcess.start(command, folder.resolve("sweep.log"))) {
      awaitResults(3);
      Map.Entry<String, ProcessHandle> executor = cluster.executors().entrySet().iterator().next();
      killed = executor.getKey();
      assertThat(executor.getValue().destroyForcibly()).isTrue();
      job.succeed();
    }
    EventLog log = EventLog.in(events);
    assertThat(log.removedExecutors()).contains(killed);
    assertThat(log.lostTasks()).isLessThanOrEqualTo(1);
    JsonNode curves = curves("executors");
    assertThat(curves).isEqualTo(curves("threads"));
    assertThat(curves.at("/curves/0/runs")).hasSize(30);
  }

  private static List<String> sweep(String name) {
    return List.of(
        "sweep",
        "--workspace=" + here.workspace(),
        "--name=" + name,
        "--sizes=20,35,50",
        "--seeds=0,1,2,3,4,5,6,7,8,9",
        "--epochs=20",
        "--set=train.batch-size=8",
        "--set=train.network.cgcnn.width=16");
  }

  private static void awaitResults(int count) throws Exception {
    Path results = Path.of(here.workspace(), "sweeps", "executors", "results");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (seen(results) < count) {
      assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** Results go once they are in the table: so many are there at this moment. */
  private static long seen(Path results) throws IOException {
    if (!Files.isDirectory(results)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(results)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static JsonNode curves(String sweep) throws IOException {
    return JSON.readTree(Path.of(here.workspace(), "sweeps", sweep, "curves.json").toFile());
  }

  private static void call(List<String> arguments) throws Exception {
    try (ChildProcess job = ChildProcess.start(command(arguments), folder.resolve("job.log"))) {
      job.succeed();
    }
  }

  private static ProcessBuilder command(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--master=" + cluster.url());
    ProcessBuilder command = Distribution.command(folder, all);
    command
        .environment()
        .put("LATTICEWORK_JAVA_OPTS", "-Dspark.sql.shuffle.partitions=8 " + cluster.options());
    return command;
  }
}
