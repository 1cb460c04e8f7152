package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.model.Ensemble;

/**
 * Trainings in a workspace of 80 crystals, and what they leave there.
 *
 * @param workspace its folder
 */
record Trainings(Path workspace) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the workspace in a folder. */
  static Trainings prepare(Path folder) {
    Trainings trainings = new Trainings(folder.resolve("work"));
    done("generate", "--count=80", "--output=" + folder.resolve("dump"));
    done(trainings.here("ingest", "--input=" + folder.resolve("dump")));
    done(trainings.here("featurize"));
    done(trainings.here("split", "--set=split.validation=0.2", "--set=split.test=0.2"));
    return trainings;
  }

  /** Returns the documents that were ingested, each a line of JSON. */
  List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(workspace.resolveSibling("dump"))) {
      for (Path file : files.filter(each -> each.toString().contains("symmetry_number")).toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(documents::add);
        }
      }
    }
    return documents;
  }

  String[] here(String... arguments) {
    return with(arguments, "--master=local[2]", "--workspace=" + workspace);
  }

  String[] train(String name, String... more) {
    return train(2, name, more);
  }

  String[] train(int workers, String name, String... more) {
    return with(
        here(
            "train",
            "--name=" + name,
            "--workers=" + workers,
            "--set=train.batch-size=4",
            "--set=train.averaging-frequency=2",
            "--set=train.dropout=0.1",
            "--set=train.schedule.shape=cosine",
            "--set=train.network.cgcnn.width=8"),
        more);
  }

  static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  static Invocation done(String... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.code()).as(call.err()).isZero();
    return call;
  }

  static Invocation misconfigured(String... arguments) {
    Invocation call = Invocation.of(arguments);
    assertThat(call.code()).as(call.err()).isEqualTo(Job.MISCONFIGURED);
    return call;
  }

  /** Returns where a training leaves its state. */
  Path states(String name) {
    return workspace.resolve("checkpoints").resolve(name);
  }

  /** Returns everything but the times. */
  List<String> outcome(String model) throws IOException {
    JsonNode metrics = JSON.readTree(model(model).resolve("metrics.json").toFile());
    List<String> outcome = new ArrayList<>();
    for (String key : List.of("epochs", "best_epoch", "train_mae", "validation_mae")) {
      outcome.add(metrics.get(key).asText());
    }
    for (JsonNode epoch : metrics.get("history")) {
      outcome.add(epoch.get("train_mae").asText() + " " + epoch.get("validation_mae").asText());
    }
    for (float parameter : parameters(model).get(0)) {
      outcome.add(String.valueOf(parameter));
    }
    return outcome;
  }

  /** Returns the parameters of each network of a model. */
  List<float[]> parameters(String model) throws IOException {
    Configuration hadoop = new Configuration();
    ModelFolder folder = ModelFolder.of(new Location(workspace.toString()), model);
    try (Ensemble trained = folder.current(hadoop).model(hadoop)) {
      return trained.members().stream()
          .map(member -> member.network().params().toFloatVector())
          .toList();
    }
  }

  /** Returns the folder of a model's files. */
  Path model(String name) throws IOException {
    return model(workspace, name);
  }

  /** Returns the folder of a model's files. */
  static Path model(Path workspace, String name) throws IOException {
    Path folder = workspace.resolve("models").resolve(name);
    JsonNode current = JSON.readTree(folder.resolve("current.json").toFile());
    return folder.resolve(current.get("training_id").asText());
  }

  /** Returns the name of a training's newest state; empty where there is none. */
  String newest(String name) throws IOException {
    return kept(name).stream().max(String::compareTo).orElse("");
  }

  List<String> kept(String name) throws IOException {
    if (!Files.isDirectory(states(name))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(states(name))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("state-.*\\.zip"))
          .toList();
    }
  }

  /** Calls the command in a process of its own. */
  static Process start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Latticework.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Kills a training, in a process of its own, as soon as it has left a state like this. */
  void killAt(String name, String state, String... arguments) throws Exception {
    killWhen(() -> newest(name).compareTo(state) >= 0, arguments);
  }

  /** Kills a command, in a process of its own, as soon as something is so. */
  void killWhen(Callable<Boolean> isSo, String... arguments) throws Exception {
    Path output = workspace.resolveSibling("output.txt");
    Process process = start(output, arguments);
    try {
      long deadline = System.nanoTime() + 300_000_000_000L;
      while (!isSo.call()) {
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).as(() -> "ended early, see " + output).isTrue();
        Thread.sleep(1);
      }
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).isEqualTo(128 + 9); // SIGKILL
    } finally {
      process.destroyForcibly();
    }
  }
}
