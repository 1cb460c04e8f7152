package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.spark.SparkSessions;

/** The whole chain on sixty synthetic crystals, job after job as a user would call them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChainIT {
  private static final int COUNT = 60;
  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void startSparkOnceForAllJobs() {
    spark = SparkSessions.open("ChainIT", Optional.of("local[2]"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  @Order(1)
  void ingestsEveryCrystalOnce() throws IOException {
    call("generate", "--count=" + COUNT, "--output=" + folder.resolve("dump"));
    JsonNode first = call("ingest", "--input=" + folder.resolve("dump"));
    assertThat(first.get("read").asInt()).isEqualTo(COUNT);
    assertThat(first.get("accepted").asInt()).isEqualTo(COUNT);
    assertThat(first.get("database_version").asText()).isEqualTo("2000-01-01");
    assertThat(first.get("vanished").asInt()).isZero();
    assertThat(first.get("configuration").get("ingest").get("format").asText()).isEqualTo("auto");
    String rejections = "--output=" + folder.resolve("rejections.csv");
    assertThat(call("export", "--table=rejections", rejections).get("rows").asInt()).isZero();
    JsonNode second = call("ingest", "--input=" + folder.resolve("dump"));
    assertThat(second.get("accepted").asInt()).isZero();
    assertThat(second.get("unchanged").asInt()).isEqualTo(COUNT);
  }

  @Test
  @Order(2)
  void readsAReleaseAgainAndRefusesOneThatIsNotThere() throws IOException {
    String export = "--output=" + folder.resolve("materials.csv");
    JsonNode release = call("export", "--table=materials", "--as-of=2000-01-01", export);
    assertThat(release.get("rows").asInt()).isEqualTo(COUNT);
    for (String[] wrong :
        new String[][] {
          {"export", "--table=materials", "--as-of=1999", export}, {"split", "--as-of=1999"}
        }) {
      Invocation call = invoke(wrong);
      assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
      assertThat(call.err()).contains("There is no release '1999'; there are 2000-01-01");
    }
    Invocation call = invoke("export", "--table=releases", "--as-of=2000-01-01", export);
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
  }

  @Test
  @Order(2)
  void featurizesEveryMaterialOnce() throws IOException {
    JsonNode first = call("featurize");
    assertThat(first.get("featurized").asInt()).isEqualTo(COUNT);
    assertThat(first.get("nodes").asLong()).isLessThan(first.get("atoms").asLong());
    assertThat(first.get("edges").asLong()).isLessThan(12 * first.get("nodes").asLong());
    assertThat(first.get("bytes_per_edge").asDouble()).isPositive();
    assertThat(first.get("tasks").get("slowest").get("atoms").asLong()).isPositive();
    JsonNode second = call("featurize");
    assertThat(second.get("featurized").asInt()).isZero();
    assertThat(second.get("unchanged").asInt()).isEqualTo(COUNT);
    assertThat(second.get("graph_config")).isEqualTo(first.get("graph_config"));
  }

  @Test
  @Order(3)
  void dealsEveryMaterialIntoOneFold() throws IOException {
    JsonNode split = call("split", "--set=split.validation=0.2", "--set=split.test=0.2");
    int all = 0;
    for (String fold : List.of("train", "validation", "test")) {
      assertThat(split.get(fold).asInt()).isPositive();
      all += split.get(fold).asInt();
    }
    assertThat(all).isEqualTo(COUNT);
    assertThat(split.get("leaking_groups").asInt()).isZero();
  }

  @Test
  @Order(3)
  void dealsEveryMaterialIntoOneTestFoldOfACrossValidation() throws IOException {
    JsonNode splits = call("split", "--name=cv", "--folds=3", "--inner-folds=2").get("splits");
    assertThat(splits).hasSize(6);
    int all = 0;
    for (int k = 0; k < splits.size(); k += 2) {
      assertThat(splits.get(k).get("split").asText()).isEqualTo("cv-%d-0".formatted(k / 2));
      assertThat(splits.get(k).get("leaking_groups").asInt()).isZero();
      assertThat(splits.get(k).get("test")).isEqualTo(splits.get(k + 1).get("test"));
      all += splits.get(k).get("test").asInt();
    }
    assertThat(all).isEqualTo(COUNT);

    Invocation call = invoke("split", "--strategy=leave-elements-out", "--leave-out=Og");
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err())
        .isEqualTo("latticework: split: No material has Og, which leave-out names\n");
  }

  @Test
  @Order(4)
  void trainsAModelThatNamesItsData() throws IOException {
    JsonNode trained = call(train("small"));
    assertThat(trained.get("epochs").asInt()).isEqualTo(2);
    assertThat(trained.get("best_epoch").asInt()).isBetween(1, 2);
    assertThat(trained.get("workers").asInt()).isEqualTo(2);
    assertThat(trained.get("validation_mae").asDouble()).isPositive();
    assertThat(trained.get("bytes_per_crystal").asDouble()).isPositive();
    assertThat(trained.get("peak_off_heap_bytes").asLong()).isPositive();
    assertThat(trained.at("/round_times/slowest_worker").asInt(-1)).isBetween(0, 1);
    assertThat(trained.at("/round_times/slowest_process").asText())
        .startsWith("executor driver on");
    double waiting = trained.at("/round_times/waiting_seconds").asDouble(-1);
    double aggregation = trained.at("/round_times/aggregation_seconds").asDouble(-1);
    assertThat(waiting).isNotNegative();
    assertThat(trained.at("/round_times/seconds").asDouble()).isGreaterThan(waiting + aggregation);
    assertThat(trained.at("/round_times/slowness").asDouble()).isGreaterThanOrEqualTo(1);
    Path model = Trainings.model(folder.resolve("work"), "small");
    assertThat(model.resolve("weights.safetensors")).isNotEmptyFile();
    assertThat(read(model.resolve("metrics.json")).get("history")).hasSize(2);
    JsonNode provenance = read(model.resolve("provenance.json"));
    for (String file : List.of("model.json", "metrics.json", "provenance.json")) {
      assertThat(read(model.resolve(file)).get("training_id"))
          .as(file)
          .isEqualTo(trained.get("training_id"));
    }
    assertThat(provenance.get("split").asText()).isEqualTo("default");
    assertThat(provenance.get("table_versions").get("graphs").asInt()).isPositive();
    Invocation again = invoke(train("small"));
    assertThat(again.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(again.err()).contains("There is a model small in").hasLineCount(1);
  }

  @Test
  @Order(5)
  void trainsTheSameModelFromTheSameSeed() throws IOException {
    JsonNode again = call(train("twin"));
    JsonNode first = read(Trainings.model(folder.resolve("work"), "small").resolve("metrics.json"));
    assertThat(again.get("train_mae")).isEqualTo(first.get("train_mae"));
    assertThat(again.get("validation_mae")).isEqualTo(first.get("validation_mae"));
  }

  @Test
  @Order(7)
  void predictsTheTestFoldAndExportsIt() throws IOException {
    JsonNode evaluated = call("evaluate", "--model=small");
    int count = evaluated.get("count").asInt();
    assertThat(evaluated.get("fold").asText()).isEqualTo("test");
    assertThat(evaluated.get("mae").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(evaluated.get("rmse").asDouble());
    Path csv = folder.resolve("predictions.csv");
    JsonNode exported = call("export", "--table=predictions", "--output=" + csv);
    assertThat(exported.get("rows").asInt()).isEqualTo(count);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(count + 1);
    assertThat(meanAbsoluteError(lines)).isEqualTo(evaluated.get("mae").asDouble());
  }

  @Test
  @Order(7)
  void refusesASplitThatDecidesOtherwiseWithOneLine() {
    Invocation call = invoke("split", "--seed=5");
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err())
        .hasLineCount(1)
        .startsWith("latticework: split: Split 'default' exists and decides otherwise on");
  }

  @Test
  @Order(8)
  void judgesAModelOnTheFoldItWasKeptFromWhateverCameLater() throws IOException {
    JsonNode before = call("evaluate", "--model=small");
    call("split", "--seed=5", "--overwrite");
    JsonNode after = call("evaluate", "--model=small");
    for (String key : List.of("count", "mae", "rmse", "without_target", "without_graph")) {
      assertThat(after.get(key)).as(key).isEqualTo(before.get(key));
    }
  }

  @Test
  @Order(9)
  void saysHowManyMaterialsHaveNoGraphAndJudgesThemOnceTheyHave() throws IOException {
    call("generate", "--count=" + 2 * COUNT, "--output=" + folder.resolve("more"));
    call("ingest", "--input=" + folder.resolve("more"));
    JsonNode split = call("split", "--name=grown");
    Invocation training = invoke(train("grown", "--split=grown"));
    assertThat(training.err()).isEmpty();
    JsonNode trained = read(folder.resolve("summary.json"));
    int missing = trained.get("without_graph").asInt();
    int all = split.get("train").asInt() + split.get("validation").asInt();
    assertThat(missing).isPositive();
    assertThat(trained.get("without_target").asInt()).isZero();
    assertThat(training.out())
        .contains("Left out   %d of %d materials: 0 without ".formatted(missing, all))
        .contains(", %d without graph".formatted(missing));
    JsonNode few = call("evaluate", "--model=grown");
    call("featurize");
    JsonNode whole = call("evaluate", "--model=grown");
    assertThat(few.get("count").asInt() + few.get("without_graph").asInt())
        .isEqualTo(whole.get("count").asInt())
        .isEqualTo(split.get("test").asInt());
    assertThat(whole.get("without_graph").asInt()).isZero();
  }

  @Test
  @Order(10)
  void saysWhatToDoWhereThereIsNothingToLearnFrom() {
    assertThat(refusal(train("none", "--graphs=g-5")))
        .startsWith(
            "latticework: There are no graphs g-5 (train.graphs); the table graphs holds g-");
    assertThat(refusal(train("none", "--set=train.max-edges=1")))
        .startsWith("latticework: None of the ")
        .endsWith(
            " materials in the fold train of the split default can be used: see what is left out\n");
    assertThat(refusal(train("none", "--target=efermi")))
        .startsWith("latticework: No value of efermi for the ");
    assertThat(refusal(train("none", "--split=absent")))
        .isEqualTo(
            "latticework: There is no material in the fold train of the split absent: "
                + "run latticework split --name absent first\n");
    assertThat(folder.resolve("work/models/none")).doesNotExist();
  }

  @Test
  @Order(11)
  void leavesNothingOfAReplacedModel() throws IOException {
    call("evaluate", "--model=small");
    Path model = Trainings.model(folder.resolve("work"), "small");
    assertThat(model.resolve("metrics-test.json")).exists();
    call(train("small", "--overwrite"));
    assertThat(model).doesNotExist();
    Path other = Trainings.model(folder.resolve("work"), "small");
    assertThat(other.resolve("metrics-test.json")).doesNotExist();
    assertThat(other.resolve("provenance.json")).exists();
    Path csv = folder.resolve("left.csv");
    call("export", "--table=predictions", "--output=" + csv);
    assertThat(Files.readAllLines(csv))
        .noneMatch(line -> line.startsWith("small,"))
        .anyMatch(line -> line.startsWith("grown,"));
  }

  @Test
  @Order(12)
  void isNoModelOfAnOlderBuild() throws IOException {
    Path old = Files.createDirectories(folder.resolve("work/models/old"));
    Files.writeString(old.resolve("checkpoint.zip"), "PK");
    Files.writeString(old.resolve("provenance.json"), "{}");
    for (String[] command : new String[][] {{"evaluate", "--model=old"}, train("old")}) {
      assertThat(refusal(command))
          .startsWith("latticework: The model old in ")
          .endsWith("is no longer read: train it again with train --overwrite\n");
    }
    call(train("old", "--overwrite"));
    assertThat(old.resolve("checkpoint.zip")).doesNotExist();
    assertThat(Trainings.model(folder.resolve("work"), "old").resolve("model.json")).exists();
  }

  @Test
  @Order(13)
  void saysThatASplitOfThatTimeIsGone() throws IOException {
    call("split", "--seed=6", "--overwrite");
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
    DeltaTable.forPath(spark, folder.resolve("work/tables/splits").toString()).vacuum(0);
    assertThat(refusal("evaluate", "--model=small"))
        .startsWith(
            "latticework: Cannot judge small on the fold kept from it: a table version it read is gone")
        .contains("of the table splits is no longer there");
  }

  @Test
  @Order(14)
  void computesWithTheKernelThatIsAskedFor() throws IOException {
    List<Double> errors = new ArrayList<>();
    for (String kernel : List.of("fused", "nd4j")) {
      JsonNode trained = call(train(kernel, "--set=train.kernel=" + kernel));
      assertThat(trained.get("kernel").asText()).isEqualTo(kernel);
      JsonNode metrics =
          read(Trainings.model(folder.resolve("work"), kernel).resolve("metrics.json"));
      assertThat(metrics.get("kernel").asText()).isEqualTo(kernel);
      errors.add(trained.get("validation_mae").asDouble());
    }
    // Rounding in float, through some twenty steps of Adam.
    assertThat(errors.get(0)).isCloseTo(errors.get(1), within(1e-3));
  }

  @Test
  @Order(15)
  void learnsFromATableOfFeaturesThatStaysInTheModel() throws IOException {
    Path table = folder.resolve("features.json");
    Map<String, double[]> rows = new TreeMap<>();
    for (int z = 1; z <= 100; z++) {
      rows.put(String.valueOf(z), new double[] {z / 100.0, z % 18 / 18.0, z % 2, 1, 0});
    }
    new ObjectMapper().writeValue(table.toFile(), rows);
    String[] train =
        train("table", "--set=train.preset=original", "--set=train.network.atom-features=" + table);
    JsonNode trained = call(train);
    // (5 + 1) · 8 of the table's map, 2 · (57 + 1) · 8 and 6 · 8 of the convolution, 1281 of the
    // head.
    assertThat(trained.get("parameters").asInt()).isEqualTo(48 + 928 + 48 + 1281);
    JsonNode resolved = trained.get("configuration").get("train");
    assertThat(resolved.get("optimizer").get("kind").asText()).isEqualTo("sgd");
    assertThat(resolved.get("batch-size").asInt()).isEqualTo(8);
    Files.delete(table);
    assertThat(call("evaluate", "--model=table").get("mae").asDouble()).isPositive();
  }

  private static String refusal(String... arguments) {
    Invocation call = invoke(arguments);
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).hasLineCount(1);
    return call.err();
  }

  /** Computes the metric again from what another tool would read. */
  private static double meanAbsoluteError(List<String> lines) {
    List<String> header = Arrays.asList(lines.get(0).split(","));
    int target = header.indexOf("target");
    int prediction = header.indexOf("prediction");
    double sum = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      sum += Math.abs(Double.parseDouble(cells[prediction]) - Double.parseDouble(cells[target]));
    }
    return sum / (lines.size() - 1);
  }

  private static String[] train(String name, String... more) {
    return Stream.concat(
            Stream.of(
                "train",
                "--name=" + name,
                "--epochs=2",
                "--workers=2",
                "--set=train.batch-size=8",
                "--set=train.network.cgcnn.width=8",
                "--set=train.network.cgcnn.convolutions=1"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static JsonNode call(String... arguments) throws IOException {
    Invocation call = invoke(arguments);
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    JsonNode summary = read(folder.resolve("summary.json"));
    assertThat(summary.get("job").asText()).isEqualTo(arguments[0]);
    assertThat(summary.get("seconds").asDouble()).isPositive();
    return summary;
  }

  private static Invocation invoke(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace=" + folder.resolve("work"));
    all.add("--summary=" + folder.resolve("summary.json"));
    return Invocation.of(all.toArray(String[]::new));
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
