package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.cluster.SparkUi.RoundTask;
import org.latticework.jobs.s3.S3Server;

/**
 * Jobs on a standalone cluster of two workers, compared with the same jobs on two threads of this
 * process. Rounds are functions of what goes in, so the results are the same to the last digit.
 */
class StandaloneClusterIT {
  private static final int EPOCHS = 60;
  @TempDir private static Path folder;
  private static Path dump;
  private static Chain here;
  private static Map<String, JsonNode> expected;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void runHereAndStartTheCluster() throws Exception {
    dump = Chain.dump(folder);
    here = new Chain(folder, folder.resolve("here").toString(), Chain::here);
    expected = here.run(dump.toString());
    cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")), 2);
  }

  @AfterAll
  static void stopTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void endsWithTheSameModelOnASharedFolder() throws Exception {
    Chain there = new Chain(folder, folder.resolve("there").toString(), this::call);
    assertThat(there.run(dump.toString())).isEqualTo(expected);
    assertThat(there.predictions()).isEqualTo(here.predictions());
  }

  /** The Spark of {@code SPARK_HOME} submits here. */
  @Test
  void endsWithTheSameModelOnS3() throws Exception {
    Path spark = Distribution.sparkInstallation(folder);
    try (S3Server server = new S3Server()) {
      server.createBucket("mine");
      Chain there =
          new Chain(
              folder,
              "s3a://mine/work",
              arguments -> succeed(withCredentials(command(arguments), spark, server)));
      assertThat(there.run(dump.toString())).isEqualTo(expected);
      assertThat(there.predictions()).isEqualTo(here.predictions());
    }
  }

  private static ProcessBuilder withCredentials(ProcessBuilder job, Path spark, S3Server server) {
    Map<String, String> environment = job.environment();
    environment.put("SPARK_HOME", spark.toString());
    environment.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    environment.merge(
        "LATTICEWORK_JAVA_OPTS",
        " -Dspark.hadoop.fs.s3a.path.style.access=true -Dspark.hadoop.fs.s3a.endpoint="
            + server.endpoint(),
        String::concat);
    return job;
  }

  @Test
  void endsWithTheSameModelThoughAnExecutorIsKilledInTheMiddleOfARound() throws Exception {
    JsonNode undisturbed = here.train("undisturbed", EPOCHS);
    Path events = Files.createDirectory(folder.resolve("events"));
    List<RoundTask> lost = new ArrayList<>();
    Chain there =
        new Chain(folder, here.workspace(), arguments -> lost.add(callAndKill(arguments, events)));
    JsonNode disturbed = there.train("disturbed", EPOCHS);
    RoundTask task = lost.get(0);
    EventLog log = EventLog.in(events);
    assertThat(log.removedExecutors()).contains(task.executor());
    assertThat(log.ends(task.stage(), task.id()))
        .startsWith("ExecutorLostFailure")
        .endsWith("Success");
    // The executor that took over its shard gave it to the one that came in its place.
    assertThat(log.lastRoundsExecutors()).hasSize(2).doesNotContain(task.executor());
    assertThat(disturbed.get("validation_mae")).isEqualTo(undisturbed.get("validation_mae"));
    assertThat(history("disturbed"))
        .isEqualTo(history("undisturbed"))
        .hasSize(2 * (EPOCHS + 1)); // and of the best
  }

  /** Returns the task that an executor was at as it was killed. */
  private RoundTask callAndKill(List<String> arguments, Path events) throws Exception {
    SparkUi ui = SparkUi.atAFreePort();
    ProcessBuilder command = command(arguments);
    String options =
        " %s %s -Dspark.latticework.executor.offHeap=700m"
            .formatted(ui.options(), EventLog.options(events));
    command.environment().merge("LATTICEWORK_JAVA_OPTS", options, String::concat);
    try (ChildProcess job = start(command)) {
      job.await(Pattern.compile("(2) of +" + EPOCHS));
      Map<String, ProcessHandle> executors = cluster.executors();
      assertThat(executors).hasSize(2);
      for (ProcessHandle executor : executors.values()) {
        assertThat(StandaloneCluster.words(executor))
            .contains(
                "-Dorg.bytedeco.javacpp.maxbytes=700m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=2108m"); // 1024 + 700 + 384
      }
      RoundTask task = killInARound(ui, executors);
      job.succeed();
      return task;
    }
  }

  /**
   * Stops an executor that is seen at a round, looks whether it is still at it, since a stopped one
   * ends nothing, and kills it.
   */
  private static RoundTask killInARound(SparkUi ui, Map<String, ProcessHandle> executors)
      throws Exception {
    while (true) { // the job's patience is the test's
      Optional<RoundTask> seen =
          ui.roundTasks().stream()
              .filter(task -> executors.containsKey(task.executor()))
              .findFirst();
      if (seen.isEmpty()) {
        Thread.sleep(5); // ms; a round takes some hundred
        continue;
      }
      ProcessHandle executor = executors.get(seen.get().executor());
      signal("STOP", executor);
      Thread.sleep(300); // ms; what it has sent before arrives
      if (ui.roundTasks().contains(seen.get())) {
        assertThat(executor.destroyForcibly()).isTrue();
        return seen.get();
      }
      signal("CONT", executor);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Returns the training and validation errors of each epoch, as they are written. */
  private static List<String> history(String model) throws IOException {
    Path trained;
    try (Stream<Path> files = Files.list(folder.resolve("here/models").resolve(model))) {
      trained = files.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    return Files.readAllLines(trained.resolve("metrics.json")).stream()
        .filter(line -> line.contains("_mae\""))
        .toList();
  }

  private void call(List<String> arguments) throws Exception {
    succeed(command(arguments));
  }

  private static void succeed(ProcessBuilder command) throws Exception {
    try (ChildProcess job = start(command)) {
      job.succeed();
    }
  }

  private static ChildProcess start(ProcessBuilder command) throws IOException {
    return ChildProcess.start(command, folder.resolve("job.log"));
  }

  private static ProcessBuilder command(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--master=" + cluster.url());
    ProcessBuilder command = Distribution.command(folder, all);
    // As in local mode: Spark's 200 are for larger tables.
    command
        .environment()
        .put("LATTICEWORK_JAVA_OPTS", "-Dspark.sql.shuffle.partitions=8 " + cluster.options());
    return command;
  }
}
