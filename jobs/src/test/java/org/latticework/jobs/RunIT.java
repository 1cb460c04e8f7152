package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.spark.SparkSessions;

/** From a dump of 80 crystals to a judged model, in one command and in five. */
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STEPS =
      List.of("ingest", "featurize", "split", "train", "evaluate");

  @TempDir private static Path folder;
  private static Path dump;
  private static Path workspace;
  private static SparkSession spark;

  @BeforeAll
  static void runOnce() {
    spark = SparkSessions.open("RunIT", Optional.of("local[2]"));
    dump = folder.resolve("dump");
    workspace = folder.resolve("work");
    done("generate", "--count=80", "--output=" + dump);
    done(run("--summary=" + folder.resolve("first.json")));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String[] settings(Path workspace, String... arguments) {
    return with(
        arguments,
        "--workspace=" + workspace,
        "--master=local[2]",
        "--set=split.validation=0.2",
        "--set=split.test=0.2",
        "--set=train.epochs=2",
        "--set=train.batch-size=8",
        "--set=train.network.cgcnn.width=8",
        "--set=train.network.cgcnn.convolutions=1");
  }

  private static String[] run(String... more) {
    return with(settings(workspace, "run", "--input=" + dump), more);
  }

  @Test
  void comesToWhatTheSingleCommandsComeTo() throws IOException {
    Path other = folder.resolve("single");
    JsonNode chain = read("first.json");
    for (String step : STEPS) {
      String[] command = settings(other, step, "--summary=" + folder.resolve(step + ".json"));
      done(step.equals("ingest") ? with(command, "--input=" + dump) : command);
      JsonNode facts = chain.get(step);
      ObjectNode single = (ObjectNode) read(step + ".json");
      single.remove(List.of("job", "version", "workspace", "configuration"));
      assertThat(untimed(facts)).as(step).isEqualTo(untimed(single));
    }
    assertThat(commits(workspace)).isEqualTo(commits(other));
    assertThat(new Trainings(workspace).outcome("default"))
        .isEqualTo(new Trainings(other).outcome("default"));
    assertThat(chain.get("rejected").asInt()).isZero();
    assertThat(chain.get("outdated").asBoolean(true)).isFalse();
  }

  @Test
  void doesNothingASecondTime() throws IOException {
    Map<String, Long> commits = commits(workspace);
    FileTime trained = Files.getLastModifiedTime(model("default", "weights.safetensors"));
    Invocation again = done(run("--summary=" + folder.resolve("again.json")));
    assertThat(again.out())
        .contains("Ingested   80 records: 0 accepted, 80 unchanged")
        .contains("Resuming   nothing to do, the model is there")
        .contains("Evaluated  before, nothing to do");
    assertThat(commits(workspace)).isEqualTo(commits);
    assertThat(Files.getLastModifiedTime(model("default", "weights.safetensors")))
        .isEqualTo(trained);
    JsonNode second = read("again.json");
    JsonNode first = read("first.json");
    assertThat(second.at("/report/crystals").asInt()).isPositive();
    assertThat(again.out().lines().reduce("", (before, line) -> line))
        .startsWith("Report     ")
        .endsWith(workspace.resolve("reports/default.html").toString());
    assertThat(workspace.resolve("reports/default.html")).isNotEmptyFile();
    assertThat(second.at("/split/levels/structures").asInt(-1)).isZero();
    assertThat(first.at("/split/levels/structures").asInt()).isEqualTo(80);
    for (JsonNode facts : List.of(second, first)) {
      ((ObjectNode) facts.get("split")).remove("levels"); // the work on what is new
    }
    for (String step : List.of("split", "train", "evaluate")) {
      assertThat(second.get(step)).as(step).isEqualTo(first.get(step));
    }
  }

  @Test
  void replacesNoModelOfOtherSettingsUnasked() throws IOException {
    assertThat(misconfigured(run("--epochs=3")).err())
        .hasLineCount(1)
        .contains("was trained with other settings (train.epochs 2 → 3): choose another --name")
        .contains("--overwrite");
    assertThat(misconfigured(run("--target=band_gap")).err())
        .hasLineCount(1)
        .contains("train.target was formation_energy_per_atom", "--overwrite");
  }

  @Test
  void namesTheStepThatFailsAndGoesOnFromThereOnceItsCauseIsGone() throws IOException {
    Path broken = folder.resolve("broken");
    String[] run = settings(broken, "run", "--input=" + dump, "--name=late");
    Path blocked = Files.createDirectories(broken.resolve("tables")).resolve("splits");
    Files.writeString(blocked, "no table");
    Invocation failed = Invocation.of(run);
    assertThat(failed.code()).isEqualTo(Job.FAILED);
    assertThat(failed.err()).startsWith("latticework: run failed in split: ").hasLineCount(2);
    Files.delete(blocked);
    Map<String, Long> kept = commits(broken);
    assertThat(kept).containsKeys("materials", "graphs");

    Invocation untrained = misconfigured(with(run, "--target=efermi"));
    assertThat(untrained.err())
        .hasLineCount(1)
        .startsWith("latticework: run failed in train: No value of efermi for the ");
    assertThat(untrained.out()).contains("80 unchanged");
    done(run);
    assertThat(commits(broken)).containsAllEntriesOf(kept);
    assertThat(Trainings.model(broken, "late").resolve("metrics-test.json")).exists();
  }

  @Test
  void goesOnWithATrainingThatWasStopped() throws IOException {
    Path stopped = folder.resolve("stopped");
    copy(workspace.resolve("tables"), stopped.resolve("tables"));
    Path models = Files.writeString(stopped.resolve("models"), "no folder");
    String[] run = settings(stopped, "run", "--input=" + dump);
    Invocation failed = Invocation.of(run); // the epochs are done, the model cannot be saved
    assertThat(failed.err()).startsWith("latticework: run failed in train: ").hasLineCount(2);
    assertThat(failed.code()).isEqualTo(Job.FAILED);
    assertThat(misconfigured(with(run, "--epochs=3")).err())
        .hasLineCount(1)
        .contains("The training of default was stopped with other settings (train.epochs 2 → 3)")
        .contains("--resume", "--overwrite");

    Files.delete(models);
    Invocation resumed = done(run);
    assertThat(resumed.out()).contains("Resuming   all 2 epochs were done", "Evaluated  ");
    assertThat(new Trainings(stopped).outcome("default"))
        .isEqualTo(new Trainings(workspace).outcome("default"));
  }

  @Test
  void saysThatTheModelIsOlderThanTheTablesAndExitsWithThreeWhereTooMuchIsRejected()
      throws IOException {
    Path grown = folder.resolve("grown");
    copy(workspace.resolve("tables"), grown.resolve("tables"));
    copy(workspace.resolve("models/default"), grown.resolve("models/default"));
    Path bad = Files.createDirectories(folder.resolve("more"));
    done("generate", "--count=90", "--output=" + bad);
    Files.writeString(bad.resolve("torn.jsonl"), "{\"material_id\": \n");
    String summary = "--summary=" + folder.resolve("grown.json");
    Invocation call =
        Invocation.of(settings(grown, "run", "--input=" + bad, "--max-rejected=0", summary));
    assertThat(call.code()).as(call.err()).isEqualTo(Job.REJECTED);
    assertThat(call.out())
        .contains("Resuming   nothing to do, the model is there")
        .contains("Outdated   tables have changed since default was trained");
    assertThat(read("grown.json").get("rejected").asInt()).isEqualTo(1);
    assertThat(read("grown.json").get("outdated").asBoolean()).isTrue();
  }

  @Test
  void twoFirstEvaluationsAtOnceWriteEachPredictionOnce() throws Exception {
    Path copied = folder.resolve("evaluated");
    for (String part :
        List.of(
            "models", "tables/graphs", "tables/materials", "tables/releases", "tables/splits")) {
      copy(workspace.resolve(part), copied.resolve(part));
    }
    List<CompletableFuture<Invocation>> both =
        Stream.of("one", "two")
            .map(name -> settings(copied, "evaluate", "--summary=" + folder.resolve(name)))
            .map(call -> CompletableFuture.supplyAsync(() -> done(call)))
            .toList();
    for (CompletableFuture<Invocation> evaluation : both) {
      evaluation.get(10, TimeUnit.MINUTES);
    }
    Path rows = folder.resolve("predictions.csv");
    done("export", "--workspace=" + copied, "--table=predictions", "--output=" + rows);
    assertThat(Files.readAllLines(rows)).hasSize(1 + read("one").get("count").asInt());
  }

  private static Path model(String name, String file) throws IOException {
    return Trainings.model(workspace, name).resolve(file);
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  /** Returns the facts without what the clock, the machine and the place say. */
  private static Map<String, JsonNode> untimed(JsonNode facts) {
    Map<String, JsonNode> untimed = new TreeMap<>();
    facts
        .fields()
        .forEachRemaining(
            fact -> {
              if (!fact.getKey().matches(".*second.*|.*time.*|tasks|peak_.*|model|training_id")) {
                untimed.put(fact.getKey(), fact.getValue());
              }
            });
    return untimed;
  }

  /** Returns how many commits each table has, by its name. */
  private static Map<String, Long> commits(Path workspace) throws IOException {
    Map<String, Long> commits = new TreeMap<>();
    try (Stream<Path> files = Files.walk(workspace.resolve("tables"), 3)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        commits.merge(file.getParent().getParent().getFileName().toString(), 1L, Long::sum);
      }
    }
    return commits;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
