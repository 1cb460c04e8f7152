package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.RunTable;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Many small trainings side by side. */
class SweepIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Trainings trainings;
  private static SparkSession spark;

  @BeforeAll
  static void prepare() {
    spark = SparkSessions.open("SweepIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
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
            "--set=train.epochs=2",
            "--set=train.batch-size=4",
            "--set=train.averaging-frequency=2",
            "--set=train.dropout=0.1",
            "--set=train.schedule.shape=cosine",
            "--set=train.network.cgcnn.width=8"),
        more);
  }

  private static List<Row> runs(String sweep) {
    return RunTable.read(spark, new Workspace(trainings.workspace().toString()), sweep)
        .orderBy(RunTable.RUN)
        .collectAsList();
  }

  /** Returns all of the runs but what differs from call to call. */
  private static Map<String, List<Object>> outcomes(String sweep) {
    Map<String, List<Object>> outcomes = new TreeMap<>();
    for (Row run : runs(sweep)) {
      List<Object> values = new ArrayList<>();
      for (String column : run.schema().fieldNames()) {
        if (!List.of(RunTable.SWEEP, "seconds", "executor").contains(column)) {
          values.add(run.getAs(column));
        }
      }
      assertThat(outcomes.put(run.getAs(RunTable.RUN), values)).as("one row a run").isNull();
    }
    return outcomes;
  }

  @Test
  void aRunIsWhatATrainingWithOneWorkerComesTo() throws IOException {
    done(sweep("same", "--seeds=0,1", "--keep-models=all"));
    assertThat(runs("same")).hasSize(2);
    for (Row run : runs("same")) {
      long seed = run.getAs(RunTable.SEED);
      String single = "single-" + seed;
      done(trainings.train(1, single, "--epochs=2", "--set=train.seed=" + seed));
      String model = run.getAs("model");
      assertThat(trainings.outcome(model)).isEqualTo(trainings.outcome(single));
      done(trainings.here("evaluate", "--model=" + single));
      JsonNode test = metrics(single, "metrics-test.json");
      // Evaluation predicts in other batches: floats in another order.
      assertThat(run.<Double>getAs(RunTable.TEST_ERROR))
          .isCloseTo(test.get("mae").asDouble(), within(1e-6));
      assertThat(JSON.readTree(run.<String>getAs("metrics")).at("/test/r2").asDouble())
          .isCloseTo(test.get("r2").asDouble(), within(1e-6));
      done(trainings.here("evaluate", "--model=" + model));
      assertThat(metrics(model, "metrics-test.json").get("mae")).isEqualTo(test.get("mae"));
    }
  }

  @Test
  void aRunOfTwoWorkersIsWhatATrainingWithTwoComesTo() throws IOException {
    done(sweep("two", "--set=train.workers=2", "--keep-models=all"));
    done(sweep("auto", "--set=sweep.parallel=auto", "--keep-models=all")); // one run, two cores
    done(trainings.train(2, "pair", "--epochs=2"));
    for (String sweep : List.of("two", "auto")) {
      Row run = runs(sweep).get(0);
      assertThat(run.<Long>getAs("workers")).isEqualTo(2);
      assertThat(trainings.outcome(run.getAs("model"))).isEqualTo(trainings.outcome("pair"));
    }
  }

  private static JsonNode metrics(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  @Test
  void aSecondSweepAddsWhatIsNewAndRepeatsNothing() throws IOException {
    Path summary = folder.resolve("grown.json");
    done(sweep("grown", "--sizes=10,20", "--seeds=0,1"));
    List<Row> first = runs("grown");
    assertThat(first).hasSize(4);
    assertThat(first).extracting(run -> run.getAs(RunTable.OUTCOME)).containsOnly("done");
    assertThat(first).extracting(run -> run.getAs(RunTable.CRYSTALS)).contains(10L, 20L);

    Invocation more =
        done(sweep("grown", "--sizes=10,20,all,20", "--seeds=0,1", "--summary=" + summary));
    List<Row> all = runs("grown");
    assertThat(all).hasSize(6).containsAll(first);
    JsonNode facts = JSON.readTree(summary.toFile());
    assertThat(facts.get("runs_before").asInt()).isEqualTo(4);
    assertThat(facts.get("runs_trained").asInt()).isEqualTo(2);
    assertThat(facts.get("runs_asked_twice").asInt()).isEqualTo(2);
    assertThat(more.out()).contains("6 runs, 4 of them there already");

    assertThat(done(sweep("grown", "--sizes=10,20,all", "--seeds=0,1")).out())
        .contains("nothing to do");
    assertThat(runs("grown")).isEqualTo(all);
    requireCurves("grown", more.out(), all);
  }

  /** The means of the table, the law over them, and what it says for all labeled crystals. */
  private static void requireCurves(String sweep, String said, List<Row> runs) throws IOException {
    Path curves = trainings.workspace().resolve("sweeps").resolve(sweep);
    List<String> lines = Files.readAllLines(curves.resolve("curves.csv"));
    JsonNode curve = JSON.readTree(curves.resolve("curves.json").toFile()).at("/curves/0");
    long labeled = runs.get(0).getAs(RunTable.LABELED);
    double mean =
        runs.stream()
            .filter(run -> run.<Long>getAs(RunTable.CRYSTALS) == 20)
            .mapToDouble(run -> run.<Double>getAs(RunTable.TEST_ERROR))
            .average()
            .orElseThrow();
    String[] cells = lines.get(2).split(",", -1);
    assertThat(cells[1]).isEqualTo("20");
    assertThat(Double.parseDouble(cells[3])).isCloseTo(mean, within(1e-5));
    assertThat(said).contains(" %.4f  ".formatted(mean)).contains("with all %d".formatted(labeled));
    double law =
        curve.get("a").asDouble() * Math.pow((double) labeled, -curve.get("b").asDouble())
            + curve.get("c").asDouble();
    assertThat(curve.get("predicted_for_labeled").asDouble()).isCloseTo(law, within(1e-9));
    assertThat(curve.get("runs")).hasSize(6);
    requireFigure(curves.resolve("curves.svg"), runs);
  }

  /** The figure is XML, with a point a run: those of more crystals to the right of the others. */
  private static void requireFigure(Path svg, List<Row> runs) {
    try (InputStream in = Files.newInputStream(svg)) {
      NodeList points =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("circle");
      Map<String, Long> byPlace = new TreeMap<>();
      for (int k = 0; k < points.getLength(); k++) {
        String place = points.item(k).getAttributes().getNamedItem("cx").getNodeValue();
        byPlace.merge("%8s".formatted(place), 1L, Long::sum);
      }
      Map<Long, Long> bySize = new TreeMap<>();
      runs.forEach(run -> bySize.merge(run.getAs(RunTable.CRYSTALS), 1L, Long::sum));
      assertThat(byPlace.values()).containsExactlyElementsOf(bySize.values());
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError("No figure in " + svg, e);
    }
  }

  @Test
  void aRunThatDivergesIsARowWithItsReason() {
    Invocation call = done(sweep("rates", "--vary=train.learning-rate=1e-3,1e30"));
    List<Row> runs = runs("rates");
    assertThat(runs).hasSize(2);
    Row failed = only(runs, "failed");
    assertThat(failed.<String>getAs(RunTable.SETTINGS))
        .contains("\"train.learning-rate\":\"1.0E30\"");
    assertThat(failed.<String>getAs(RunTable.REASON)).startsWith("Epoch 1, round ");
    assertThat(failed.<Double>getAs(RunTable.TEST_ERROR)).isNull();
    assertThat(only(runs, "done").<Double>getAs(RunTable.TEST_ERROR)).isPositive();
    assertThat(call.out()).contains("Failed     run " + failed.getAs(RunTable.RUN));

    done(sweep("rates", "--vary=train.learning-rate=1e-3,1e30")); // is not tried again
    assertThat(runs("rates")).isEqualTo(runs);
    done(sweep("rates", "--vary=train.learning-rate=1e-3,1e30", "--retry-failed"));
    assertThat(runs("rates")).hasSize(2).isNotEqualTo(runs);
  }

  private static Row only(List<Row> runs, String outcome) {
    List<Row> found =
        runs.stream().filter(run -> run.getAs(RunTable.OUTCOME).equals(outcome)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void theBestRunCanStayAsTheModelOfTheSweep() throws IOException {
    done(sweep("best", "--seeds=3,4,5", "--sizes=20", "--keep-models=best"));
    Row best =
        runs("best").stream()
            .min(
                (one, other) ->
                    Double.compare(
                        one.getAs(RunTable.VALIDATION_ERROR),
                        other.getAs(RunTable.VALIDATION_ERROR)))
            .orElseThrow();
    done(trainings.here("evaluate", "--model=best"));
    assertThat(metrics("best", "metrics-test.json").get("mae").asDouble())
        .isCloseTo(best.<Double>getAs(RunTable.TEST_ERROR), within(1e-6));
    assertThat(trainings.workspace().resolve("sweeps/best/models")).doesNotExist();
    assertThat(trainings.workspace().resolve("models/best-" + best.getAs(RunTable.RUN)))
        .doesNotExist();
    // More crystals make a better one, whatever they validate on.
    done(sweep("best", "--seeds=3", "--sizes=20,all", "--keep-models=best"));
    assertThat(metrics("best", "sweep.json").get("run").asText())
        .isEqualTo(
            runs("best").stream()
                .filter(run -> run.getAs(RunTable.SIZE).equals("all"))
                .map(run -> run.<String>getAs(RunTable.RUN))
                .findFirst()
                .orElseThrow());
    done(trainings.train(1, "taken", "--epochs=1"));
    assertThat(misconfigured(sweep("taken", "--keep-models=best")).err())
        .contains("There is a model taken", "not of this sweep");
    assertThat(misconfigured(sweep("best", "--keep-models=best", "--target=band_gap")).err())
        .contains("is of the split default and of formation_energy_per_atom");
    assertThat(misconfigured(sweep("best", "--keep-models=best", "--splits=default,other")).err())
        .contains("There is no best of runs that differ in train.split");
  }

  @Test
  void stepsInThePlaceOfEpochsAreTheSameForEverySize() {
    done(sweep("steps", "--sizes=10,20", "--steps=30"));
    for (Row run : runs("steps")) {
      long perEpoch = (run.<Long>getAs(RunTable.CRYSTALS) + 3) / 4;
      assertThat(run.<Long>getAs("steps")).isBetween(30L, 30 + perEpoch - 1);
      assertThat(run.<Long>getAs("epochs")).isEqualTo((30 + perEpoch - 1) / perEpoch);
    }
  }

  @Test
  void judgesClassesAndSeveralColumnsOnSplitsOfTheirOwn() throws IOException {
    done(
        trainings.here(
            "split", "--name=halves", "--set=split.validation=0", "--set=split.test=0.5"));
    Path list =
        Files.writeString(
            folder.resolve("tasks.csv"),
            "train.split,train.target,train.task.kind,train.task.threshold\n"
                + "default,band_gap,classification,0.5\n"
                + "halves,\"band_gap,formation_energy_per_atom\",regression,0\n");
    done(sweep("tasks", "--runs=" + list));
    List<Row> runs = runs("tasks");
    assertThat(runs).hasSize(2);
    for (Row run : runs) {
      JsonNode metrics = JSON.readTree(run.<String>getAs("metrics"));
      if (run.getAs(RunTable.SPLIT).equals("default")) {
        assertThat(run.<String>getAs(RunTable.ERROR)).isEqualTo("log_loss");
        assertThat(metrics.at("/test/accuracy").asDouble()).isBetween(0.0, 1.0);
        assertThat(run.<Double>getAs(RunTable.VALIDATION_ERROR)).isPositive();
      } else {
        assertThat(run.<String>getAs(RunTable.ERROR)).isEqualTo("scaled_mae");
        assertThat(metrics.at("/test/band_gap.mae").asDouble()).isPositive();
        assertThat(metrics.at("/test/formation_energy_per_atom.mae").asDouble()).isPositive();
        assertThat(run.<Double>getAs(RunTable.VALIDATION_ERROR)).isNull(); // nothing to validate on
      }
    }
  }

  @Test
  void growsOnTheSplitThatItBeganWithThoughThatWasOverwrittenAndMaintained() {
    done(trainings.here("split", "--name=moved", "--set=split.test=0.3"));
    done(sweep("moving", "--splits=moved", "--sizes=10"));
    done(sweep("unmoved", "--splits=moved", "--sizes=10,20"));
    done(trainings.here("split", "--name=moved", "--overwrite", "--seed=9"));
    done(trainings.here("maintain", "--older-than=0"));
    done(sweep("moving", "--splits=moved", "--sizes=10,20"));
    assertThat(outcomes("moving")).isEqualTo(outcomes("unmoved")).hasSize(2);
  }

  @Test
  void takesAListOfRuns() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("runs.csv"),
            "size,train.seed,train.learning-rate\n10,0,1e-3\n20,,5e-4\n");
    Invocation call = done(sweep("listed", "--runs=" + list));
    List<Row> runs = runs("listed");
    assertThat(runs).hasSize(2);
    for (Row run : runs) { // settings as shipped are not named
      assertThat(
              run.<String>getAs(RunTable.SETTINGS).contains("\"train.learning-rate\":\"5.0E-4\""))
          .isEqualTo(run.getAs(RunTable.SIZE).equals("20"));
    }
    assertThat(call.out())
        .contains(" learning-rate 0.001", " learning-rate 5.0E-4")
        .doesNotContain("batch-size");
  }

  @Test
  void refusesWhatNoRunCanTakeBeforeAnyIsTrained() throws IOException {
    assertThat(
            misconfigured(sweep("bad", "--vary=train.batch-size=4,many,few", "--seeds=0,1")).err())
        .contains("train.batch-size must be a whole number, got many: 2 of 6 runs")
        .contains("train.seed=1, train.batch-size=few, size=all");
    assertThat(misconfigured(sweep("bad", "--vary=featurize.cutoff=5,6")).err())
        .contains("A sweep varies settings of train");
    assertThat(misconfigured(sweep("bad", "--vary=train.nothing=1")).err())
        .contains("Unknown key train.nothing");
    for (Map.Entry<String, String> list :
        Map.of(
                "size,size\n1,2\n", "names a key twice: size,size",
                "size\n", "needs a header of keys and a run below it",
                "size,train.seed\n10\n", "line 2: 1 values for 2 keys",
                "featurize.cutoff\n5\n", "A sweep varies settings of train")
            .entrySet()) {
      Path file = Files.writeString(folder.resolve("bad.csv"), list.getKey());
      assertThat(misconfigured(sweep("bad", "--runs=" + file)).err()).contains(list.getValue());
    }
    assertThat(misconfigured(sweep("bad", "--sizes=10,none")).err())
        .contains("sweep.sizes must be numbers from 1 on, or all, got 'none'");
    assertThat(misconfigured(sweep("bad", "--sizes=10,4000")).err())
        .contains("sweep.sizes: 4,000 is more than the ");
    done(trainings.here("split", "--name=untested", "--set=split.test=0"));
    assertThat(misconfigured(sweep("bad", "--splits=default,untested")).err())
        .contains("The test fold of the split untested has no crystal");
    assertThat(runs("bad")).isEmpty();
  }

  /** SIGKILL in the middle: what is done stays done, and the rest comes to the same. */
  @Test
  void goesOnAfterADriverWasKilled() throws Exception {
    String[] axes = {"--sizes=10,20", "--seeds=0,1,2,3", "--epochs=20"};
    done(sweep("whole", axes));
    Path results = trainings.workspace().resolve("sweeps/killed/results");
    Process process = Trainings.start(folder.resolve("killed.txt"), sweep("killed", axes));
    try {
      long deadline = System.nanoTime() + 300_000_000_000L;
      Set<String> seen = new HashSet<>();
      // One that was seen has gone into the table, and another one waits.
      while (names(results).isEmpty() || names(results).containsAll(seen)) {
        seen.addAll(names(results));
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    List<Row> before = runs("killed");
    assertThat(before).isNotEmpty();
    Invocation rest = done(sweep("killed", axes));
    assertThat(rest.out()).doesNotContain(" 0 of them there already").contains("8 runs");
    assertThat(runs("killed")).containsAll(before); // to the second that they took
    assertThat(outcomes("killed")).isEqualTo(outcomes("whole")).hasSize(8);
    assertThat(names(results)).isEmpty();
  }

  private static Set<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .collect(Collectors.toSet());
    }
  }
}
