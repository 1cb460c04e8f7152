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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.lock.Holder;
import org.latticework.jobs.lock.RunLock;
import org.latticework.jobs.spark.SparkSessions;

/** Trainings that are stopped, by a power cut or by themselves, and go on. */
public class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int EPOCHS = 8;
  private static final String RESUMING =
      "Resuming   epoch \\d of " + EPOCHS + ", \\d+ rounds of it done";

  @TempDir private static Path folder;
  private static Path workspace;
  private static Path table;
  private static Path left;
  private static Trainings trainings;
  private static SparkSession spark;

  /** Trains once undisturbed, and once until the process is killed. */
  @BeforeAll
  static void stopATraining() throws Exception {
    spark = SparkSessions.open("ResumeIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
    workspace = trainings.workspace();
    table = Files.writeString(folder.resolve("table.json"), table(0.5));
    done(undisturbed("--summary=" + folder.resolve("undisturbed.json")));
    trainings.killAt("killed", "state-000003-000001.zip", training("killed"));
    left = Files.move(trainings.states("killed"), folder.resolve("left"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String[] train(String name, String... more) {
    return with(trainings.train(name, atomFeatures(table)), more);
  }

  /** A whole training, which leaves a state after every round. */
  private static String[] training(String name, String... more) {
    return training(2, table, name, more);
  }

  private static String[] training(int workers, Path features, String name, String... more) {
    return with(
        trainings.train(
            workers,
            name,
            atomFeatures(features),
            "--set=train.epochs=" + EPOCHS,
            "--set=train.averaging-frequency=1, 2 from 3",
            "--set=train.checkpoints.rounds=1"),
        more);
  }

  /** The same, with states after epochs alone: those within them make no difference. */
  private static String[] undisturbed(String... more) {
    return with(training("undisturbed", "--set=train.checkpoints.rounds=0"), more);
  }

  private static String atomFeatures(Path file) {
    return "--set=train.network.atom-features=" + file;
  }

  /** Two features of each of 100 elements, as JSON. */
  private static String table(double slope) {
    return IntStream.rangeClosed(1, 100)
        .mapToObj(z -> "\"%d\": [%s, %s]".formatted(z, slope * z / 100, z % 18))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Leaves behind what the killed training did, as if that had been of this name. */
  private static Path leave(String name) throws IOException {
    Path states = copy(left, trainings.states(name));
    replace(states.resolve("config.json"), "killed", name);
    replace(states.resolve("provenance.json"), "killed", name);
    return states;
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static void replace(Path file, String word, String other) throws IOException {
    String text = Files.readString(file);
    String quoted = '"' + word + '"';
    assertThat(text).containsOnlyOnce(quoted);
    Files.writeString(file, text.replace(quoted, '"' + other + '"'));
  }

  @Test
  void endsWithTheSameModelAfterAPowerCutAsWithoutOne() throws Exception {
    String[] killed = training("killed");
    Path states = leave("killed");
    assertThat(trainings.newest("killed"))
        .isLessThan("state-%06d-000000.zip".formatted(EPOCHS + 1)); // it was in the middle
    assertThat(trainings.kept("killed"))
        .hasSizeBetween(2, 3); // two; the power may go before the third does
    assertThat(workspace.resolve("models/killed")).doesNotExist();
    assertThat(misconfigured(killed).err())
        .contains("go on with --resume, or start over with --overwrite");
    assertThat(misconfigured(with(killed, "--resume", "--set=train.seed=5")).err())
        .contains("train.seed was 0 when this training began");
    damage(states.resolve(trainings.newest("killed")));

    Invocation resumed = done(with(killed, "--resume"));
    assertThat(resumed.out()).containsPattern(RESUMING);
    assertThat(resumed.out()).contains("Damaged    ");
    assertThat(trainings.outcome("killed")).isEqualTo(trainings.outcome("undisturbed"));
    assertThat(states).doesNotExist();
    assertEveryRoundIsInTheMetrics("undisturbed");
    assertEveryRoundIsInTheMetrics("killed");
    assertTheAxisOfTheCurvesGoesOn();
  }

  /** A round after the last state is done twice and may be there twice: the later counts. */
  private static void assertEveryRoundIsInTheMetrics(String model) throws IOException {
    Map<String, JsonNode> lines = new HashMap<>();
    for (String line : Files.readAllLines(workspace.resolve("logs/" + model + ".metrics.jsonl"))) {
      JsonNode metrics = JSON.readTree(line);
      lines.put(metrics.get("epoch").asText() + "." + metrics.path("round").asText(), metrics);
    }
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
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
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
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
    String[] older = train("replaced", "--epochs=1", "--set=train.seed=5");
    done(older);
    List<String> old = trainings.outcome("replaced");
    String[] newer = training("replaced");
    trainings.killAt("replaced", "state-000003-000000.zip", with(newer, "--overwrite"));

    assertThat(trainings.outcome("replaced")).isEqualTo(old);
    assertThat(misconfigured(newer).err())
        .contains("A training of replaced was stopped and left its state in ");
    assertThat(misconfigured(with(older, "--resume")).err())
        .contains("train.seed was 0 when this training began and is 5 now");
    Path states = trainings.states("replaced");
    Path unfinished = copy(states, folder.resolve("unfinished"));
    assertThat(done(with(newer, "--resume")).out()).containsPattern(RESUMING);
    assertThat(trainings.outcome("replaced")).isEqualTo(trainings.outcome("undisturbed"));

    // As if it had been stopped between saving its model and removing its states.
    Files.move(unfinished, states);
    assertThat(done(with(newer, "--resume")).out()).contains("nothing to do, the model is there: ");
    assertThat(trainings.outcome("replaced")).isEqualTo(trainings.outcome("undisturbed"));
    assertThat(states).doesNotExist();
  }

  @Test
  void saysWhereItDivergedAndGoesOnWithASmallerStep() throws Exception {
    String[] wild = training("wild");
    Path states = leave("wild");
    Invocation call = Invocation.of(with(wild, "--resume", "--set=train.learning-rate=1e30"));
    assertThat(call.code()).isEqualTo(Job.FAILED);
    assertThat(call.err())
        .contains("a lower learning rate or a bound of the gradient may help")
        .contains("The last good state is " + states.resolve("state-"))
        .contains("the crystals of the steps that did it: " + states.resolve("diverged.json"));
    JsonNode note = JSON.readTree(states.resolve("diverged.json").toFile());
    assertThat(note.get("epoch").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(note.get("material_ids")).isNotEmpty();
    Invocation calm = done(with(wild, "--resume", "--set=train.learning-rate=1e-3"));
    assertThat(calm.out()).contains("train.learning-rate 1.0E30 → 0.001");
    assertThat(trainings.model("wild").resolve("provenance.json")).exists();
  }

  @Test
  void goesOnWithFewerWorkersButNotWithAnotherTable() throws Exception {
    Path states = leave("elastic");
    Path edited = Files.writeString(folder.resolve("edited.json"), table(0.25));
    replace(states.resolve("config.json"), table.toString(), edited.toString());
    assertThat(misconfigured(training(2, edited, "elastic", "--resume")).err())
        .contains("the table in %s is not what %s held".formatted(edited, edited));

    Path moved = Files.copy(table, folder.resolve("moved.json"));
    String auto = "--set=train.averaging-frequency=auto";
    Invocation resumed = done(training(1, moved, "elastic", "--resume", auto));
    assertThat(resumed.out().lines().filter(line -> line.contains("→")).map(String::strip))
        .containsExactly(
            "train.averaging-frequency 1, 2 from 3 → 100", // and states within an epoch
            "train.learning-rate 0.002 → 0.001", // auto: 1e-3 for each worker
            "train.schedule.warmup 50 → 0",
            "train.workers 2 → 1");
    assertThat(resumed.out()).contains("           1 worker with batches of 4");
    JsonNode metrics = JSON.readTree(trainings.model("elastic").resolve("metrics.json").toFile());
    assertThat(metrics.get("epochs").asInt()).isEqualTo(EPOCHS);
    assertThat(metrics.get("workers").asInt()).isEqualTo(1);
  }

  @Test
  void trainsOneWorkerInRoundsOfAnEpochToTheModelOfAnyOtherRounds() throws Exception {
    done(trainings.train(1, "often", "--epochs=3"));
    String[] whole =
        trainings.train(1, "whole", "--epochs=3", "--set=train.averaging-frequency=auto");
    done(whole);
    List<String> often = trainings.outcome("often");
    assertThat(parameters(trainings.outcome("whole"))).isEqualTo(parameters(often));
    List<String> lines = Files.readAllLines(workspace.resolve("logs/whole.metrics.jsonl"));
    assertThat(lines).hasSize(6).filteredOn(line -> line.contains("\"rounds\":1,")).hasSize(3);
    List<List<Long>> curves = Curves.steps(curves("whole"), "train/loss");
    assertThat(curves).isEqualTo(Curves.steps(curves("often"), "validation/mae"));
  }

  private static List<String> parameters(List<String> outcome) {
    return outcome.subList(7, outcome.size()); // four metrics, and a line for each epoch
  }

  @Test
  void leavesNothingToGoOnFromWhereItCannotBegin() {
    String[] other = train("early", "--epochs=1", "--set=train.max-edges=1");
    assertThat(Invocation.of(other).err()).contains("can be used: see what is left out");
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
    JsonNode first = JSON.readTree(folder.resolve("undisturbed.json").toFile());
    List<String> outcome = trainings.outcome("undisturbed");

    Path summary = folder.resolve("again.json");
    Invocation again = done(undisturbed("--resume", "--summary=" + summary));
    assertThat(again.out()).contains("Resuming   nothing to do, the model is there: ");
    JsonNode second = JSON.readTree(summary.toFile());
    assertThat(second.get("validation_mae")).isEqualTo(first.get("validation_mae"));
    assertThat(second.get("model")).isEqualTo(first.get("model"));
    assertThat(trainings.outcome("undisturbed")).isEqualTo(outcome);

    Invocation longer =
        misconfigured(undisturbed("--resume", "--set=train.epochs=" + (EPOCHS + 1)));
    assertThat(longer.err()).contains("There is a model undisturbed in ");
  }

  @Test
  void keepsASecondTrainingOfANameOutUntilTheFirstEnds() throws Exception {
    String file = "file:" + workspace.resolve("locks/train-twice.lock");
    String[] arguments = train("twice", "--epochs=1");
    Holder other = Holder.here("train");
    try (RunLock first = RunLock.take(file, new Configuration(), other, () -> {})) {
      first.requireHeld();
      Invocation second = Invocation.of(arguments);
      assertThat(second.code()).isEqualTo(Job.BUSY);
      assertThat(second.err())
          .startsWith("latticework: %s is at work here (".formatted(other))
          .contains("Wait for it with --wait.");
    }
    Invocation failed = misconfigured(trainings.here("train", "--name=twice", "--workers=70"));
    assertThat(failed.err()).startsWith("latticework: Need at least one crystal for each worker");
    done(arguments); // neither the failed one nor this one keeps the lock
    RunLock.take(file, new Configuration(), other, () -> {}).close();
  }

  @Test
  void namesCrystalsThatAreNotThoseItBeganWith() throws Exception {
    Path states = leave("changed");
    done(trainings.here("split", "--name=other", "--set=split.seed=9"));
    Path provenance = states.resolve("provenance.json");
    ObjectNode edited = (ObjectNode) JSON.readTree(provenance.toFile());
    ObjectNode versions = (ObjectNode) edited.get("table_versions");
    versions.put("splits", versions.get("splits").asLong() + 1);
    JSON.writeValue(provenance.toFile(), edited.put("split", "other"));

    String settings = Files.readString(states.resolve("config.json"));
    Invocation call = misconfigured(training("changed", "--resume", "--set=train.patience=7"));
    assertThat(states.resolve("config.json")).hasContent(settings); // it has not gone on
    assertThat(call.err())
        .hasLineCount(1)
        .startsWith(
            "latticework: The training crystals are not those that this training began with")
        .endsWith("; --overwrite starts over\n");
  }
}
