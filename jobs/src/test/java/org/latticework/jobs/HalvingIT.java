package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.RunTable;

/** Sweeps that cut their worst runs, against sweeps that train all of them to the end. */
class HalvingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RATES =
      "--vary=train.learning-rate=1e-5,3e-5,1e-4,3e-4,1e-3,3e-3,1e30";

  @TempDir private static Path folder;
  private static Trainings trainings;
  private static SparkSession spark;

  @BeforeAll
  static void prepare() {
    spark = SparkSessions.open("HalvingIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
    done(sweep("whole", RATES, "--seeds=0,1"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String[] sweep(String name, String... more) {
    return with(
        trainings.here(
            "sweep",
            "--name=" + name,
            "--epochs=9",
            "--set=train.batch-size=4",
            "--set=train.dropout=0.1",
            "--set=train.schedule.shape=cosine",
            "--set=train.network.cgcnn.width=8"),
        more);
  }

  private static String[] halved(String name, String... more) {
    return with(sweep(name, RATES, "--seeds=0,1", "--halving=3"), more);
  }

  private static List<Row> runs(String sweep) {
    return RunTable.read(spark, new Workspace(trainings.workspace().toString()), sweep)
        .orderBy(RunTable.RUN)
        .collectAsList();
  }

  private static List<Row> runs(String sweep, String outcome) {
    return runs(sweep).stream().filter(run -> run.getAs(RunTable.OUTCOME).equals(outcome)).toList();
  }

  /** Returns all of the runs but what differs from call to call, by their names. */
  private static Map<String, List<Object>> values(List<Row> runs) {
    Map<String, List<Object>> values = new TreeMap<>();
    for (Row run : runs) {
      List<Object> of = new ArrayList<>();
      for (String column : run.schema().fieldNames()) {
        if (!List.of(RunTable.SWEEP, "seconds", "executor").contains(column)) {
          of.add(run.getAs(column));
        }
      }
      assertThat(values.put(run.getAs(RunTable.RUN), of)).as("one row a run").isNull();
    }
    return values;
  }

  private static Path sweepFolder(String name) {
    return trainings.workspace().resolve("sweeps").resolve(name);
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Returns the mean of the validation errors of the seeds after some epochs, by settings. */
  private static Map<String, Double> means(List<Row> runs) {
    Map<String, Double> means = new HashMap<>();
    for (Row run : runs) {
      means.merge(
          run.getAs(RunTable.SETTINGS),
          run.<Double>getAs(RunTable.VALIDATION_ERROR) / 2,
          Double::sum);
    }
    return means;
  }

  @Test
  void cutsTheWorstAtEachRungAndLeavesTheOthersAsTheyAre() throws IOException {
    Path summary = folder.resolve("halved.json");
    Invocation call = done(halved("halved", "--keep-models=best", "--summary=" + summary));

    // Of 7 candidates 3 go on after 1 epoch, of these 1 after 3; the two runs of one rate fail.
    assertThat(runs("halved", "done")).hasSize(2);
    assertThat(runs("halved", "cut")).hasSize(10);
    assertThat(runs("halved", "failed")).hasSize(2);
    assertThat(runs("halved", "done")).extracting(run -> run.getAs(RunTable.SEED)).contains(0L, 1L);
    Map<String, List<Object>> whole = values(runs("whole"));
    values(runs("halved", "done")).forEach((id, row) -> assertThat(row).isEqualTo(whole.get(id)));
    requireReasons(runs("halved", "cut"));

    JsonNode facts = JSON.readTree(summary.toFile());
    assertThat(facts.get("runs_cut").asInt()).isEqualTo(10);
    assertThat(facts.at("/halving/0/epochs").asText()).isEqualTo("1 of 9");
    assertThat(facts.at("/halving/0/runs_cut").asInt()).isEqualTo(6);
    assertThat(facts.at("/halving/1/runs_cut").asInt()).isEqualTo(4);
    assertThat(facts.at("/curves")).as("cut runs are in none").hasSize(1);
    assertThat(call.out())
        .contains("Halving    7 candidates: one in 3 goes on after 1, 3 of 9 epochs")
        .contains("Halving    after 1 of 9 epochs 3 of 7 candidates go on, 6 runs are cut")
        .contains("Halving    after 3 of 9 epochs 1 of 3 candidates go on, 4 runs are cut");
    assertThat(states("halved")).isEmpty();
    Row best =
        runs("halved", "done").stream()
            .min(Comparator.comparingDouble(run -> run.<Double>getAs(RunTable.VALIDATION_ERROR)))
            .orElseThrow();
    assertThat(facts.get("model_run").asText()).isEqualTo(best.getAs(RunTable.RUN));

    List<Row> before = runs("halved");
    assertThat(done(halved("halved")).out()).contains("nothing to do");
    assertThat(done(halved("halved", "--retry-failed")).out()).contains("12 of them there already");
    assertThat(runs("halved")).containsAll(runs("halved", "cut")).hasSameSizeAs(before);
  }

  /** The order of the rows follows from their own errors; those after one epoch are of all. */
  private static void requireReasons(List<Row> cut) {
    for (int rung : new int[] {1, 3}) {
      List<Row> here = cut.stream().filter(run -> run.<Long>getAs("epochs") == rung).toList();
      List<Map.Entry<String, Double>> ranked =
          means(here).entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
      int candidates = rung == 1 ? 7 : 3;
      int first = rung == 1 ? 4 : 2;
      List<String> ordinals = List.of("", "1st", "2nd", "3rd", "4th", "5th", "6th");
      assertThat(ranked).hasSize(rung == 1 ? 3 : 2);
      for (Row run : here) {
        int place = first;
        while (!ranked.get(place - first).getKey().equals(run.getAs(RunTable.SETTINGS))) {
          place++;
        }
        assertThat(run.<String>getAs(RunTable.REASON))
            .isEqualTo(
                "%s of %d after %d of 9 epochs".formatted(ordinals.get(place), candidates, rung));
        assertThat(run.<Double>getAs(RunTable.TEST_ERROR)).isPositive();
        assertThat(run.<String>getAs("model")).isNull();
      }
    }
  }

  @Test
  void newValuesCompeteAmongThemselvesAndWithoutHalvingAllAreTrainedToTheEnd() {
    String[] two = {"--vary=train.learning-rate=1e-4,1e-3", "--halving=2"};
    done(sweep("grown", two));
    assertThat(runs("grown", "done")).hasSize(1);
    String[] four = {"--vary=train.learning-rate=1e-5,1e-4,3e-4,1e-3", "--halving=2"};
    assertThat(done(sweep("grown", four)).out()).contains("Halving    2 candidates: one in 2");
    assertThat(runs("grown", "done")).hasSize(2);
    assertThat(runs("grown", "cut")).hasSize(2);
    done(sweep("grown", four[0]));
    Map<String, List<Object>> whole = values(runs("whole"));
    Map<String, List<Object>> all = values(runs("grown", "done"));
    assertThat(all).hasSize(4);
    all.forEach((id, row) -> assertThat(row).isEqualTo(whole.get(id)));
  }

  /** SIGKILL after the first decision, then before the second, then after it. */
  @Test
  void decidesTheSameWhereDriversAreKilled() throws Exception {
    done(halved("once"));
    Path decisions = sweepFolder("killed").resolve("halving.json");
    kill("killed", () -> Files.exists(decisions) && passed(decisions) == 1);
    Map<String, Long> before = states("killed");
    kill("killed", () -> !before.entrySet().containsAll(states("killed").entrySet()));
    assertThat(passed(decisions)).isEqualTo(1);
    kill("killed", () -> passed(decisions) == 2);
    done(halved("killed"));
    assertThat(values(runs("killed"))).isEqualTo(values(runs("once"))).hasSize(14);
    assertThat(states("killed")).isEmpty();
    assertThat(names(sweepFolder("killed").resolve("results"))).isEmpty();
    assertThat(Files.readString(decisions))
        .isEqualTo(Files.readString(sweepFolder("once").resolve("halving.json")));
  }

  /** Returns when the states of a sweep were written, by file. */
  private static Map<String, Long> states(String sweep) throws IOException {
    Path states = sweepFolder(sweep).resolve("states");
    Map<String, Long> times = new HashMap<>();
    for (String name : names(states)) {
      long time = states.resolve(name).toFile().lastModified(); // 0 where it is gone meanwhile
      if (name.endsWith(".zip") && time > 0) {
        times.put(name, time);
      }
    }
    return times;
  }

  /** What a test waits for. */
  private interface Moment {
    boolean isThere() throws IOException;
  }

  private static void kill(String name, Moment moment) throws Exception {
    Process process = Trainings.start(folder.resolve(name + ".txt"), halved(name));
    try {
      long deadline = System.nanoTime() + 300_000_000_000L;
      while (!moment.isThere()) {
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Returns the most rungs that a run has passed. */
  private static int passed(Path decisions) throws IOException {
    return JSON.readTree(decisions.toFile()).findValues("passed").stream()
        .mapToInt(JsonNode::asInt)
        .max()
        .orElseThrow();
  }

  @Test
  void goesOnFromTheBeginningWhereAStateIsDamaged() throws Exception {
    kill("damaged", () -> states("damaged").size() >= 3);
    for (String state : states("damaged").keySet()) {
      Files.writeString(sweepFolder("damaged").resolve("states").resolve(state), "no zip");
    }
    done(halved("damaged"));
    Map<String, List<Object>> whole = values(runs("whole"));
    values(runs("damaged", "done")).forEach((id, row) -> assertThat(row).isEqualTo(whole.get(id)));
    assertThat(runs("damaged", "done")).hasSize(2);
    assertThat(runs("damaged", "cut")).hasSize(10);
  }

  @Test
  void refusesWhatCannotBeHalvedBeforeAnyRunIsTrained() throws IOException {
    assertThat(misconfigured(sweep("bad", "--halving=1")).err())
        .contains("sweep.halving: factor must be from 2 to 100, or 0 for none, got 1");
    assertThat(misconfigured(sweep("bad", "--halving=3", "--sizes=10,20")).err())
        .contains("all runs must be of one size, got 10, 20");
    Path list = Files.writeString(folder.resolve("sizes.csv"), "size,train.seed\n10,0\nall,1\n");
    assertThat(misconfigured(sweep("bad", "--halving=3", "--runs=" + list)).err())
        .contains("all runs must be of one size, got 10, all");
    assertThat(misconfigured(sweep("bad", "--halving=3", "--vary=train.workers=1,2")).err())
        .contains("train.workers must be 1, got 2");
    assertThat(misconfigured(sweep("bad", "--halving=3", "--set=sweep.parallel=auto")).err())
        .contains("sweep.parallel must be never, got auto");
    done(trainings.here("split", "--name=unvalidated", "--set=split.validation=0"));
    assertThat(
            misconfigured(sweep("bad", "--halving=3", "--splits=unvalidated", "--seeds=0,1")).err())
        .contains("that of the split unvalidated has no crystal");
    assertThat(runs("bad")).isEmpty();
  }
}
