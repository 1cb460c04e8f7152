package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are stopped, by a power cut or by themselves, and go on. */
class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path workspace;
  private static Trainings trainings;

  @BeforeAll
  static void prepareGraphs() {
    trainings = Trainings.prepare(folder);
    workspace = trainings.workspace();
  }

  private static String[] train(String name, String... more) {
    return trainings.train(name, more);
  }

  @Test
  void endsWithTheSameModelAfterAPowerCutAsWithoutOne() throws Exception {
    String rarer = "--set=train.averaging-frequency=1, 2 from 3";
    done(train("undisturbed", "--epochs=12", rarer));
    String[] killed = train("killed", "--epochs=12", rarer, "--set=train.checkpoints.rounds=1");
    Path states = trainings.states("killed");
    trainings.killAt("killed", "state-000003-000001.zip", killed);

    assertThat(trainings.newest("killed"))
        .isLessThan("state-000013-000000.zip"); // it was in the middle
    assertThat(trainings.kept("killed"))
        .hasSizeBetween(2, 3); // two; the power may go before the third does
    assertThat(workspace.resolve("models/killed")).doesNotExist();
    assertThat(misconfigured(killed).err())
        .contains("go on with --resume, or begin anew with --overwrite");
    assertThat(misconfigured(with(killed, "--resume", "--set=train.seed=5")).err())
        .contains("train.seed was 0 when this training began");
    damage(states.resolve(trainings.newest("killed")));

    Invocation resumed = done(with(killed, "--resume"));
    assertThat(resumed.out())
        .containsPattern("Resuming   epoch \\d+ of 12, \\d+ rounds of it done");
    assertThat(resumed.out()).contains("Damaged    ");
    assertThat(trainings.outcome("killed")).isEqualTo(trainings.outcome("undisturbed"));
    assertThat(states).doesNotExist();
    assertEveryRoundIsInTheMetrics("undisturbed");
    assertEveryRoundIsInTheMetrics("killed");
    assertTheAxisOfTheCurvesGoesOn();
  }

  /** A round after the last state is done twice and may stand there twice: the later counts. */
  private static void assertEveryRoundIsInTheMetrics(String model) throws IOException {
    Map<String, JsonNode> lines = new HashMap<>();
    for (String line : Files.readAllLines(workspace.resolve("logs/" + model + ".metrics.jsonl"))) {
      JsonNode metrics = JSON.readTree(line);
      lines.put(metrics.get("epoch").asText() + "." + metrics.path("round").asText(), metrics);
    }
    for (int epoch = 1; epoch <= 12; epoch++) {
      int rounds = lines.get(epoch + ".1").get("rounds").asInt();
      assertThat(rounds).isGreaterThan(1);
      double seconds = 0;
      double errors = 0;
      for (int round = 1; round <= rounds; round++) {
        JsonNode metrics = lines.get(epoch + "." + round);
        requirePlausible(metrics);
        seconds += metrics.get("seconds").asDouble();
        errors += metrics.get("round_mae").asDouble() * metrics.get("crystals").asInt();
      }
      JsonNode whole = lines.get(epoch + ".");
      // The other half is more than the states that are written in between take.
      double all = whole.get("seconds").asDouble();
      assertThat(seconds).isBetween(all / 2, all);
      // Sums of a few dozen doubles in another order.
      double mae = whole.get("train_mae").asDouble();
      assertThat(errors / whole.get("crystals").asInt()).isCloseTo(mae, within(1e-12 * mae));
    }
  }

  private static void assertTheAxisOfTheCurvesGoesOn() throws IOException {
    List<Long> whole = Curves.steps(curves("undisturbed"), "train/loss").get(0);
    List<Long> epochs = Curves.steps(curves("undisturbed"), "validation/mae").get(0);
    int batches = Math.toIntExact(epochs.get(0)); // of a worker in an epoch
    List<Long> expected = new ArrayList<>();
    for (int epoch = 1; epoch <= 12; epoch++) {
      int frequency = epoch < 3 ? 1 : 2;
      for (int done = frequency; done < batches + frequency; done += frequency) {
        expected.add((epoch - 1L) * batches + Math.min(done, batches));
      }
      assertThat(epochs.get(epoch - 1)).isEqualTo((long) epoch * batches);
    }
    assertThat(whole).isEqualTo(expected);
    List<List<Long>> killed = Curves.steps(curves("killed"), "train/loss");
    assertThat(killed).hasSize(2);
    List<Long> rest = killed.get(1);
    assertThat(expected).startsWith(killed.get(0).toArray(Long[]::new));
    assertThat(expected).endsWith(rest.toArray(Long[]::new));
    assertThat(killed.get(0)).contains(rest.get(0)); // the step after the damaged state is repeated
  }

  private static void requirePlausible(JsonNode round) {
    // What is shipped for each of two workers.
    assertThat(round.get("learning_rate").asDouble()).isBetween(0.0, 2 * 1e-3);
    double compute = round.get("compute_seconds").asDouble();
    assertThat(compute).isPositive();
    assertThat(round.get("aggregation_seconds").asDouble())
        .isPositive(); // a job of Spark is never for nothing
    assertThat(round.get("waiting_seconds").asDouble()).isBetween(0.0, compute / 2);
    assertThat(round.get("crystals_per_second").asDouble())
        .isLessThan(round.get("crystals").asInt() / compute);
    // Dropout makes of the error of the round the loss, on targets of standard deviation 1.
    assertThat(round.get("loss").asDouble()).isBetween(0.1, 10.0);
  }

  /** As a machine might that lost its power before the last bytes were on the disk. */
  private static void damage(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  @Test
  void goesOnWithATrainingThatWasToReplaceAModelAndReplacesIt() throws Exception {
    done(train("replaced", "--epochs=1"));
    List<String> old = trainings.outcome("replaced");
    done(train("afresh", "--epochs=6", "--set=train.seed=5"));
    String[] newer = train("replaced", "--epochs=6", "--set=train.seed=5");
    trainings.killAt("replaced", "state-000003-000000.zip", with(newer, "--overwrite"));

    assertThat(trainings.outcome("replaced")).isEqualTo(old);
    assertThat(misconfigured(newer).err())
        .contains("A training of replaced was stopped and left its state in ");
    assertThat(misconfigured(train("replaced", "--epochs=1", "--resume")).err())
        .contains("train.seed was 5 when this training began and is 0 now");
    Path left = copy(trainings.states("replaced"));
    assertThat(done(with(newer, "--resume")).out())
        .containsPattern("Resuming   epoch \\d of 6, \\d rounds of it done");
    assertThat(trainings.outcome("replaced")).isEqualTo(trainings.outcome("afresh"));

    // As if it had been stopped between saving its model and removing its states.
    Files.move(left, trainings.states("replaced"));
    assertThat(done(with(newer, "--resume")).out()).contains("nothing to do, the model is there: ");
    assertThat(trainings.outcome("replaced")).isEqualTo(trainings.outcome("afresh"));
    assertThat(trainings.states("replaced")).doesNotExist();
  }

  private static Path copy(Path states) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy of " + states.getFileName()));
    try (Stream<Path> files = Files.list(states)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void saysWhereItDivergedAndGoesOnWithASmallerStep() throws Exception {
    String[] wild =
        train(
            "wild",
            "--epochs=6",
            "--set=train.optimizer.kind=sgd",
            "--set=train.checkpoints.rounds=1",
            "--set=train.schedule.shape=step",
            "--set=train.schedule.unit=epochs",
            "--set=train.schedule.every=6");
    // One good epoch; then a run with steps that are far too long.
    Path states = trainings.states("wild");
    trainings.killAt("wild", "state-000002-000000.zip", wild);
    Invocation call = Invocation.of(with(wild, "--resume", "--set=train.learning-rate=1e30"));
    assertThat(call.code()).isEqualTo(Job.FAILED);
    assertThat(call.err())
        .contains("a lower learning rate or a bound of the gradient may help")
        .contains("The last good state is " + states.resolve("state-"))
        .contains("the crystals of the steps that did it: " + states.resolve("diverged.json"));
    JsonNode note = JSON.readTree(states.resolve("diverged.json").toFile());
    assertThat(note.get("epoch").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(note.get("material_ids")).isNotEmpty();
    Invocation calm = done(with(wild, "--resume", "--set=train.learning-rate=1e-3"));
    assertThat(calm.out()).contains("train.learning-rate 1.0E30 → 0.001");
    assertThat(workspace.resolve("models/wild/provenance.json")).exists();
  }

  @Test
  void goesOnWithFewerWorkersButNotWithAnotherTable() throws Exception {
    Path table = Files.writeString(folder.resolve("table.json"), table(0.5));
    String[] arguments = train("elastic", "--epochs=4", atomFeatures(table));
    trainings.killAt("elastic", "state-000002-000000.zip", arguments);
    Path moved = Files.copy(table, folder.resolve("moved.json"));
    Files.writeString(table, table(0.25));
    assertThat(misconfigured(with(arguments, "--resume")).err())
        .contains("the table in %s is not what %s held".formatted(table, table));

    Invocation resumed =
        done(trainings.train(1, "elastic", "--epochs=4", atomFeatures(moved), "--resume"));
    assertThat(resumed.out().lines().filter(line -> line.contains("→")).map(String::strip))
        .containsExactly(
            "train.learning-rate 0.002 → 0.001", // auto: 1e-3 for each worker
            "train.schedule.warmup 50 → 0",
            "train.workers 2 → 1");
    assertThat(resumed.out()).contains("           1 worker with batches of 4");
    JsonNode metrics = JSON.readTree(workspace.resolve("models/elastic/metrics.json").toFile());
    assertThat(metrics.get("epochs").asInt()).isEqualTo(4);
    assertThat(metrics.get("workers").asInt()).isEqualTo(1);
  }

  private static String atomFeatures(Path table) {
    return "--set=train.network.atom-features=" + table;
  }

  /** Two features of each of 100 elements, as JSON. */
  private static String table(double slope) {
    return IntStream.rangeClosed(1, 100)
        .mapToObj(z -> "\"%d\": [%s, %s]".formatted(z, slope * z / 100, z % 18))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Test
  void leavesNothingToGoOnFromWhereItCannotBegin() {
    String[] other = train("early", "--epochs=1", "--set=featurize.cutoff=5");
    assertThat(Invocation.of(other).err()).contains("run latticework featurize");
    assertThat(workspace.resolve("checkpoints/early")).doesNotExist();
    done(train("early", "--epochs=1"));
  }

  @Test
  void leavesTheLogsOfAModelThatStaysWhereItCannotBegin() throws Exception {
    done(train("stays", "--epochs=1"));
    Path metrics = workspace.resolve("logs/stays.metrics.jsonl");
    String lines = Files.readString(metrics);
    List<List<Long>> curves = Curves.steps(curves("stays"), "train/mae");
    misconfigured(trainings.train(70, "stays", "--epochs=1", "--overwrite"));
    assertThat(metrics).hasContent(lines);
    assertThat(Curves.steps(curves("stays"), "train/mae")).isEqualTo(curves).hasSize(1);
  }

  private static Path curves(String model) {
    return workspace.resolve("logs/tensorboard").resolve(model);
  }

  @Test
  void beginsWhereNothingWasLeftToGoOnFrom() {
    Invocation call = done(train("new", "--epochs=1", "--resume"));
    assertThat(call.out()).contains("nothing was left to go on from: a new training begins");
    assertThat(workspace.resolve("logs/tensorboard/new"))
        .isDirectoryContaining(
            file -> file.getFileName().toString().startsWith("events.out.tfevents."));
  }

  @Test
  void hasNothingToDoWhereTheModelIsThereAlready() throws Exception {
    String[] whole = train("whole", "--epochs=1", "--resume");
    Path summary = folder.resolve("whole.json");
    done(with(whole, "--summary=" + summary));
    JsonNode first = JSON.readTree(summary.toFile());
    List<String> outcome = trainings.outcome("whole");

    Invocation again = done(with(whole, "--summary=" + summary));
    assertThat(again.out()).contains("Resuming   nothing to do, the model is there: ");
    JsonNode second = JSON.readTree(summary.toFile());
    assertThat(second.get("validation_mae")).isEqualTo(first.get("validation_mae"));
    assertThat(second.get("model")).isEqualTo(first.get("model"));
    assertThat(trainings.outcome("whole")).isEqualTo(outcome);

    Invocation longer = Invocation.of(train("whole", "--epochs=2", "--resume"));
    assertThat(longer.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(longer.err()).contains("There is a model whole in ");
  }

  @Test
  void keepsASecondTrainingOfANameOutUntilTheFirstEnds() throws Exception {
    Path file = workspace.resolve("locks/train-twice.lock");
    String[] arguments = train("twice", "--epochs=1");
    try (RunLock first = FileLock.tryTake(file).orElseThrow()) {
      first.requireHeld();
      Invocation second = Invocation.of(arguments);
      assertThat(second.code()).isEqualTo(Job.FAILED);
      assertThat(second.err())
          .startsWith(
              "latticework: train failed: Another training of twice is at work in %s: "
                  .formatted(workspace));
    }
    Invocation failed = misconfigured(trainings.here("train", "--name=twice", "--workers=70"));
    assertThat(failed.err()).startsWith("latticework: Need at least one crystal for each worker");
    done(arguments); // neither the failed one nor this one keeps the lock
    FileLock.tryTake(file).orElseThrow().close();
  }

  @Test
  void namesCrystalsThatAreNotThoseItBeganWith() throws Exception {
    String[] changed = train("changed", "--epochs=40");
    Path states = trainings.states("changed");
    trainings.killAt("changed", "state-000002-000000.zip", changed);
    done(trainings.here("split", "--name=other", "--set=split.seed=9"));
    Path provenance = states.resolve("provenance.json");
    ObjectNode edited = (ObjectNode) JSON.readTree(provenance.toFile());
    ObjectNode versions = (ObjectNode) edited.get("table_versions");
    versions.put("splits", versions.get("splits").asLong() + 1);
    JSON.writeValue(provenance.toFile(), edited.put("split", "other"));

    String settings = Files.readString(states.resolve("config.json"));
    Invocation call = misconfigured(with(changed, "--resume", "--set=train.patience=7"));
    assertThat(states.resolve("config.json")).hasContent(settings); // it has not gone on
    assertThat(call.err())
        .hasLineCount(1)
        .startsWith(
            "latticework: The training crystals are not those that this training began with")
        .endsWith("; --overwrite begins anew\n");
  }
}
