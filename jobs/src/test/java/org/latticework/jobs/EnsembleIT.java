package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.PredictionTable;

/** Networks that learn the same, and what they say together. */
class EnsembleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double ROUNDING = 1e-12; // of a mean of three numbers of some eV

  @TempDir private static Path folder;
  private static Trainings trainings;
  private static SparkSession spark;

  @BeforeAll
  static void prepare() {
    spark = SparkSessions.open("EnsembleIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String[] ensemble(String name, int members, String... more) {
    return with(
        trainings.here(
            "train",
            "--name=" + name,
            "--ensemble=" + members,
            "--set=train.epochs=2",
            "--set=train.batch-size=4",
            "--set=train.averaging-frequency=2",
            "--set=train.dropout=0.1",
            "--set=train.schedule.shape=cosine",
            "--set=train.network.cgcnn.width=8",
            "--set=train.ensemble.level=0.7"),
        more);
  }

  private static Map<String, Row> predictions(String model, String fold) {
    Map<String, Row> predictions = new HashMap<>();
    PredictionTable.read(spark, new Workspace(trainings.workspace().toString()))
        .where("model = '%s' AND fold = '%s'".formatted(model, fold))
        .collectAsList()
        .forEach(row -> predictions.put(row.getAs(PredictionTable.MATERIAL_ID), row));
    return predictions;
  }

  private static JsonNode read(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  @Test
  void saysTheMeanOfItsMembersWhichAreTrainingsOfTheSeedsThatFollow() throws IOException {
    Invocation call = done(ensemble("three", 3));
    assertThat(call.out()).contains("Training   3 networks on ", "Members    validation ");
    List<float[]> members = trainings.parameters("three");
    assertThat(members).hasSize(3);
    for (int seed = 0; seed < 3; seed++) {
      String single = "single-" + seed;
      done(trainings.train(1, single, "--epochs=2", "--set=train.seed=" + seed));
      assertThat(trainings.parameters(single).get(0)).isEqualTo(members.get(seed));
      done(trainings.here("evaluate", "--model=" + single));
    }
    Invocation judged = done(trainings.here("evaluate", "--model=three"));
    Map<String, Row> together = predictions("three", "test");
    assertThat(together).isNotEmpty();
    for (Map.Entry<String, Row> said : together.entrySet()) {
      double[] each = new double[3];
      for (int seed = 0; seed < 3; seed++) {
        Row single = predictions("single-" + seed, "test").get(said.getKey());
        each[seed] = single.getAs(PredictionTable.PREDICTION);
        assertThat(single.<Double>getAs(PredictionTable.STD)).isNull();
        assertThat(single.<Double>getAs(PredictionTable.LOWER)).isNull();
      }
      double mean = Arrays.stream(each).average().orElseThrow();
      double squares = Arrays.stream(each).map(it -> (it - mean) * (it - mean)).sum();
      assertThat(said.getValue().<Double>getAs(PredictionTable.PREDICTION))
          .isCloseTo(mean, within(ROUNDING));
      assertThat(said.getValue().<Double>getAs(PredictionTable.STD))
          .isCloseTo(Math.sqrt(squares / 2), within(ROUNDING));
    }
    requireCoverage(together, read("three", "metrics-test.json"), judged.out());
    requireFacts(read("three", "metrics.json"));
  }

  /** The metrics say what the intervals of the table hold, and how wide they are. */
  private static void requireCoverage(Map<String, Row> said, JsonNode metrics, String console) {
    JsonNode ensemble = metrics.get("ensemble");
    double inside =
        said.values().stream()
            .mapToInt(
                row -> {
                  double target = row.getAs(PredictionTable.TARGET);
                  return row.<Double>getAs(PredictionTable.LOWER) <= target
                          && target <= row.<Double>getAs(PredictionTable.UPPER)
                      ? 1
                      : 0;
                })
            .average()
            .orElseThrow();
    assertThat(ensemble.get("coverage").asDouble()).isCloseTo(inside, within(ROUNDING));
    assertThat(ensemble.get("level").asDouble()).isEqualTo(0.7);
    assertThat(ensemble.get("miscalibration_area").asDouble()).isBetween(0.0, 0.5);
    int crystals = 0;
    for (JsonNode bin : ensemble.get("by_deviation")) {
      crystals += bin.get("crystals").asInt();
    }
    assertThat(crystals).isEqualTo(said.size());
    assertThat(console).contains("Deviation  of ", "Intervals  of level 0.7 hold ");
  }

  /** The width of intervals is the smallest that holds enough of the validation fold. */
  private static void requireFacts(JsonNode metrics) {
    assertThat(metrics.get("members").asInt()).isEqualTo(3);
    assertThat(metrics.get("member_validation_mae")).hasSize(3);
    assertThat(metrics.get("history")).hasSize(3);
    JsonNode interval = metrics.at("/intervals/0");
    done(trainings.here("evaluate", "--model=three", "--fold=validation"));
    Map<String, Row> said = predictions("three", "validation");
    Map<String, String> groups = new HashMap<>();
    spark
        .read()
        .format("delta")
        .load(trainings.workspace().resolve("tables/splits").toString())
        .where("fold = 'validation'")
        .collectAsList()
        .forEach(row -> groups.put(row.getAs("material_id"), row.getAs("group_key")));
    Map<String, Long> sizes = new HashMap<>();
    said.keySet().forEach(material -> sizes.merge(groups.get(material), 1L, Long::sum));
    assertThat(interval.get("groups").asInt()).isEqualTo(sizes.size());
    assertThat(interval.get("crystals").asInt()).isEqualTo(said.size());
    double factor = interval.get("deviations").asDouble();
    double held = 0;
    double heldByLess = 0;
    for (Map.Entry<String, Row> each : said.entrySet()) {
      Row row = each.getValue();
      double error =
          Math.abs(
              row.<Double>getAs(PredictionTable.TARGET)
                  - row.<Double>getAs(PredictionTable.PREDICTION));
      double score = error / row.<Double>getAs(PredictionTable.STD);
      double mass = 1.0 / sizes.get(groups.get(each.getKey())) / (sizes.size() + 1);
      // Evaluation predicts in other batches than training did: floats in another order.
      held += score <= factor * (1 + 1e-3) ? mass : 0;
      heldByLess += score <= factor * (1 - 1e-3) ? mass : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(0.7 - ROUNDING);
    assertThat(heldByLess).isLessThan(0.7);
  }

  @Test
  void repeatsNoMemberThatWasTrainedBeforeTheDriverWasKilled() throws Exception {
    String[] asked = ensemble("killed", 4, "--set=train.epochs=6");
    Path first = trainings.states("killed").resolve("member-1/metrics.json");
    Path second = trainings.states("killed").resolve("member-2/metrics.json");
    trainings.killWhen(() -> Files.exists(first) && Files.exists(second), asked);
    assertThat(trainings.workspace().resolve("models/killed")).doesNotExist();
    String before = Files.readString(first);
    assertThat(misconfigured(asked).err()).contains("go on with --resume");
    assertThat(misconfigured(with(asked, "--resume", "--set=train.batch-size=8")).err())
        .contains(
            "train.batch-size was 4 when this training began and is 8 now: an ensemble goes on with the settings it was begun with");
    assertThat(misconfigured(ensemble("killed", 5, "--set=train.epochs=6", "--resume")).err())
        .contains("train.ensemble.members was 4 when this training began and is 5 now");
    Files.writeString(second.resolveSibling("weights.safetensors"), "torn");
    Invocation rest = done(with(asked, "--resume"));
    assertThat(rest.out())
        .contains("Resuming   with the members that are trained", "Damaged    ")
        .containsPattern("[12] of them are trained already");
    done(ensemble("whole", 4, "--set=train.epochs=6"));
    assertThat(trainings.parameters("killed").toArray(float[][]::new))
        .isDeepEqualTo(trainings.parameters("whole").toArray(float[][]::new));
    JsonNode seconds = JSON.readTree(before).at("/history/0/seconds");
    assertThat(read("killed", "metrics.json").at("/history/0/0/seconds")).isEqualTo(seconds);
    assertThat(trainings.states("killed")).doesNotExist();
    assertThat(done(with(asked, "--resume")).out()).contains("nothing to do");
  }

  @Test
  void refusesWhatIsNoEnsemble() {
    assertThat(misconfigured(ensemble("none", 0)).err())
        .contains("train.ensemble.members must be from 1 to 1,000, got 0");
    assertThat(misconfigured(ensemble("none", 2, "--set=train.ensemble.level=1")).err())
        .contains("train.ensemble.level must be between 0 and 1, got 1.0");
    assertThat(
            misconfigured(trainings.here("sweep", "--name=s", "--set=train.ensemble.members=2"))
                .err())
        .contains("The runs of a sweep are single networks");
  }

  @Test
  void hasNoIntervalsWhereTooFewGroupsValidateOrClassesAreLearned() throws IOException {
    Invocation narrow = done(ensemble("narrow", 2, "--set=train.ensemble.level=0.999"));
    assertThat(narrow.out()).contains("Intervals  none of ", "a level of 0.999 takes 999");
    done(trainings.here("evaluate", "--model=narrow"));
    assertThat(predictions("narrow", "test").values())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.<Double>getAs(PredictionTable.LOWER)).isNull())
        .allSatisfy(row -> assertThat(row.<Double>getAs(PredictionTable.STD)).isNotNull());
    done(
        ensemble(
            "classes",
            2,
            "--target=band_gap",
            "--set=train.task.kind=classification",
            "--set=train.task.threshold=0.5"));
    done(trainings.here("evaluate", "--model=classes"));
    assertThat(predictions("classes", "test").values())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.<Double>getAs(PredictionTable.STD)).isNotNull());
    assertThat(read("classes", "metrics.json").get("intervals")).isEmpty();
  }

  @Test
  void hasIntervalsOfEachColumnByAllWorkersAndNoneWithoutValidation() throws IOException {
    done(trainings.here("split", "--name=unvalidated", "--set=split.validation=0"));
    String columns = "--target=band_gap,formation_energy_per_atom";
    done(ensemble("columns", 2, columns, "--set=train.workers=2"));
    done(trainings.here("evaluate", "--model=columns"));
    assertThat(predictions("columns", "test").values())
        .allSatisfy(row -> assertThat(row.<Double>getAs(PredictionTable.LOWER)).isNotNull());
    assertThat(read("columns", "metrics.json").get("intervals")).hasSize(2);
    for (JsonNode column : read("columns", "metrics-test.json").get("columns")) {
      assertThat(column.at("/ensemble/coverage").asDouble()).isBetween(0.0, 1.0);
    }
    Invocation call = done(ensemble("unvalidated", 2, "--split=unvalidated"));
    assertThat(call.out()).doesNotContain("Members    validation");
    done(trainings.here("evaluate", "--model=unvalidated"));
    assertThat(predictions("unvalidated", "test").values())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.<Double>getAs(PredictionTable.UPPER)).isNull());
  }

  @Test
  void leavesNothingWhereNoMemberCouldLearn() {
    assertThat(misconfigured(ensemble("many", 2, "--set=train.workers=500")).err()).contains("500");
    assertThat(trainings.states("many")).doesNotExist();
  }

  @Test
  void failsWhereAMemberDivergesAndNamesIt() {
    Invocation call = Invocation.of(ensemble("far", 2, "--set=train.learning-rate=1e30"));
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains(
            "2 of 2 members of the ensemble could not be trained: member ", "Epoch 1, round ");
    assertThat(trainings.workspace().resolve("models/far")).doesNotExist();
  }
}
