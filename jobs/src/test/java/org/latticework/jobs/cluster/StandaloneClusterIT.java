package org.latticework.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.s3.S3Server;

/**
 * Jobs on a standalone cluster of two workers, beside the same jobs on two threads of this process.
 * Rounds are functions of what goes in, so the results are the same to the last digit.
 */
class StandaloneClusterIT {
  private static final int EPOCHS = 12;
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
  void endsWithTheSameModelThoughAnExecutorIsKilled() throws Exception {
    JsonNode undisturbed = here.train("undisturbed", EPOCHS);
    Chain there = new Chain(folder, here.workspace(), this::callAndKill);
    JsonNode disturbed = there.train("disturbed", EPOCHS);
    assertThat(Files.readString(folder.resolve("here/logs/train.log"))).contains("Lost executor");
    assertThat(disturbed.get("validation_mae")).isEqualTo(undisturbed.get("validation_mae"));
    assertThat(history("disturbed"))
        .isEqualTo(history("undisturbed"))
        .hasSize(2 * (EPOCHS + 1)); // and of the best
  }

  private void callAndKill(List<String> arguments) throws Exception {
    try (ChildProcess job = start(command(arguments))) {
      job.await(Pattern.compile("(2) of +" + EPOCHS));
      List<ProcessHandle> executors = cluster.executors();
      assertThat(executors).hasSize(2);
      assertThat(executors.get(0).destroyForcibly()).isTrue();
      job.succeed();
    }
  }

  /** Returns the training and validation errors of each epoch, as they are written. */
  private static List<String> history(String model) throws IOException {
    return Files.readAllLines(folder.resolve("here/models/" + model + "/metrics.json")).stream()
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
    command.environment().put("LATTICEWORK_JAVA_OPTS", "-Dspark.sql.shuffle.partitions=8");
    return command;
  }
}
