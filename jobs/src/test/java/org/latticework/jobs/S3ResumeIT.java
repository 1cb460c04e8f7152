package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.s3.CutUploads;
import org.latticework.jobs.s3.FaultyProxy;
import org.latticework.jobs.s3.S3Server;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.state.TrainingState;

/** A training whose workspace is on S3: stopped, kept from writing its state, and resumed. */
class S3ResumeIT {
  private static final String BUCKET = "resumed";
  private static final String WORKSPACE = "s3a://" + BUCKET + "/work";
  private static final String LOCK = "work/locks/train-killed.lock";
  private static final int EPOCHS = 5;

  @TempDir private static Path folder;
  private static S3Server server;

  @BeforeAll
  static void putGraphsOnS3() throws Exception {
    server = new S3Server();
    server.createBucket(BUCKET);
    here("generate", "--count=60", "--output=" + folder.resolve("dump"));
    String workspace = "--workspace=" + folder.resolve("work");
    here("ingest", "--input=" + folder.resolve("dump"), workspace, "--master=local[2]");
    here("featurize", workspace, "--master=local[2]");
    here("split", "--set=split.validation=0.2", workspace, "--master=local[2]");
    try (Stream<Path> files = Files.walk(folder.resolve("work/tables"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        server.put(BUCKET, folder.relativize(file).toString(), file);
      }
    }
  }

  private static void here(String... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.code()).as(call.err()).isZero();
  }

  @AfterAll
  static void stopTheServer() throws IOException {
    server.close();
  }

  @Test
  void endsWithTheSameModelAfterAKillAndAnUploadThatWasCut() throws Exception {
    done(train("undisturbed"));
    String[] killed = train("killed");
    kill(killed);
    List<String> states = states();
    assertThat(states).hasSizeBetween(2, 3); // two; the kill may come before the third is deleted
    assertThat(server.keys(BUCKET, "work/models/killed/")).isEmpty();

    Invocation early = call(server.endpoint().toString(), resume(killed));
    assertThat(early.code()).isEqualTo(Job.BUSY);
    assertThat(early.err()).contains("\nlatticework: latticework train of "); // behind Spark's log
    server.delete(BUCKET, LOCK); // as if ten minutes had passed, which RunLockTest sees to

    CutUploads cut = new CutUploads(Pattern.compile(".*/checkpoints/killed/state-.*"));
    try (FaultyProxy proxy = new FaultyProxy(server.endpoint(), cut)) {
      Invocation call = call(proxy.endpoint().toString(), resume(killed));
      assertThat(call.code()).as(call.err()).isEqualTo(Job.FAILED);
      assertThat(call.err()).contains("Cannot write the state of the training to " + WORKSPACE);
    }
    assertThat(states()).isEqualTo(states); // none was added, cut or whole
    for (String state : states) {
      try (InputStream in = server.open(BUCKET, state)) {
        assertThat(TrainingState.load(in).position().epoch()).isPositive();
      }
    }
    assertThat(server.keys(BUCKET, LOCK)).isEmpty(); // given back after a failure

    terminate(resume(killed));
    assertThat(server.keys(BUCKET, LOCK)).isEmpty(); // given back at once, not in ten minutes

    assertThat(done(resume(killed)).out())
        .containsPattern("Resuming   epoch \\d+ of 5, \\d+ rounds of it done");
    assertThat(parameters("killed")).isEqualTo(parameters("undisturbed"));
    assertThat(server.keys(BUCKET, "work/checkpoints/killed/")).isEmpty();
  }

  private static String[] train(String name) {
    return new String[] {
      "train",
      "--name=" + name,
      "--epochs=" + EPOCHS,
      "--workspace=" + WORKSPACE,
      "--workers=2",
      "--set=train.batch-size=4",
      "--set=train.averaging-frequency=2",
      "--set=train.checkpoints.rounds=1",
      "--set=train.network.cgcnn.width=8"
    };
  }

  private static String[] resume(String... training) {
    return Stream.concat(Stream.of(training), Stream.of("--resume")).toArray(String[]::new);
  }

  private static Invocation done(String... arguments) throws Exception {
    Invocation call = call(server.endpoint().toString(), arguments);
    assertThat(call.code()).as(call.err()).isZero();
    return call;
  }

  private static Invocation call(String endpoint, String... arguments) throws Exception {
    return Invocation.of(process(endpoint, arguments));
  }

  /** A JVM of its own, as this one is, to which S3 is at an address. */
  private static ProcessBuilder process(String endpoint, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    for (String setting :
        List.of(
            "endpoint=" + endpoint,
            "path.style.access=true",
            "access.key=" + S3Server.ACCESS_KEY,
            "secret.key=" + S3Server.SECRET_KEY,
            "attempts.maximum=2",
            "retry.limit=1")) {
      command.add("-Dspark.hadoop.fs.s3a." + setting);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Latticework.class.getName()));
    command.addAll(List.of(arguments));
    command.add("--master=local[2]");
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private static List<String> states() {
    return server.keys(BUCKET, "work/checkpoints/killed/state-");
  }

  /** Kills a training in its third epoch. */
  private static void kill(String... training) throws Exception {
    File output = folder.resolve("killed.txt").toFile();
    Process process =
        process(server.endpoint().toString(), training)
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (states().stream().noneMatch(key -> key.contains("/state-000003-"))) {
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).as("ended early, see " + output).isTrue();
        Thread.sleep(10);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 9); // SIGKILL
  }

  /** Tells a training to end once it has its lock, as a scheduler does that moves it elsewhere. */
  private static void terminate(String... training) throws Exception {
    Path err = folder.resolve("terminated.txt"); // a pipe that nobody reads would stop it
    Process process =
        process(server.endpoint().toString(), training).redirectError(err.toFile()).start();
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (server.keys(BUCKET, LOCK).isEmpty()) {
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(10);
      }
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 15); // SIGTERM
    assertThat(err)
        .content()
        .contains("latticework: train was stopped by a signal; what it has committed stays.");
  }

  private static float[] parameters(String model) throws IOException {
    String folder = "work/models/%s/".formatted(model);
    List<String> keys = server.keys(BUCKET, folder);
    String card =
        keys.stream().filter(key -> key.endsWith("/model.json")).findFirst().orElseThrow();
    String weights = card.replace("model.json", "weights.safetensors");
    byte[] bytes;
    try (InputStream in = server.open(BUCKET, weights)) {
      bytes = in.readAllBytes();
    }
    try (InputStream in = server.open(BUCKET, card)) {
      return SavedModel.read(in, new ByteArrayInputStream(bytes), bytes.length, folder)
          .model()
          .network()
          .params()
          .toFloatVector();
    }
  }
}
