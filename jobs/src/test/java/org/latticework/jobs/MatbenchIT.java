package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.misconfigured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.matbench.Python;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.RunTable;

/** A task of Matbench, from its file to its results. */
class MatbenchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GAP = "matbench_mp_gap";
  private static final String PEROVSKITES = "matbench_perovskites";
  private static final String SMALL = "latticework.small";
  private static final int ROWS = 1000;
  private static final int FEW = 60;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static MatbenchFile gap;
  private static MatbenchFile perovskites;
  private static Invocation first;
  private static JsonNode results;
  private static JsonNode facts;

  @BeforeAll
  static void runATask() throws IOException {
    System.setProperty(SMALL, "true"); // as the script does where inputs are so small
    spark = SparkSessions.open("MatbenchIT", Optional.of("local[2]"));
    gap = MatbenchFile.write(folder.resolve(GAP + ".json.gz"), "gap pbe", ROWS);
    perovskites = MatbenchFile.write(folder.resolve(PEROVSKITES + ".json"), "e_form", FEW);
    first = done(gap, "gap");
    results = results("gap", GAP);
    facts = summary("gap");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
    System.clearProperty(SMALL);
  }

  private static String[] command(MatbenchFile task, String workspace, String... more) {
    return Trainings.with(
        new String[] {
          "matbench",
          "--task=" + task.path(),
          "--workspace=" + folder.resolve(workspace),
          "--master=local[2]",
          "--summary=" + folder.resolve(workspace + ".summary.json"),
          "--epochs=2",
          "--set=train.batch-size=32",
          "--set=train.network.cgcnn.width=8",
          "--set=train.network.cgcnn.convolutions=1",
          "--set=train.network.cgcnn.hidden=8"
        },
        more);
  }

  private static Invocation done(MatbenchFile task, String workspace, String... more) {
    return Trainings.done(command(task, workspace, more));
  }

  private static String text(String workspace, String task) throws IOException {
    Path file = folder.resolve(workspace).resolve("matbench/" + task + ".json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonNode results(String workspace, String task) throws IOException {
    return JSON.readTree(text(workspace, task));
  }

  private static JsonNode summary(String workspace) throws IOException {
    return JSON.readTree(folder.resolve(workspace + ".summary.json").toFile());
  }

  private static Map<String, Double> data(JsonNode results, String task, int fold) {
    Map<String, Double> data = new TreeMap<>();
    results
        .at("/tasks/%s/results/fold_%d/data".formatted(task, fold))
        .fields()
        .forEachRemaining(entry -> data.put(entry.getKey(), entry.getValue().asDouble()));
    return data;
  }

  private static List<Map<String, Double>> allData(JsonNode results, String task) {
    List<Map<String, Double>> all = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      all.add(data(results, task, fold));
    }
    return all;
  }

  private static String name(int row) {
    return "mb-mp-gap-%04d".formatted(row + 1);
  }

  @Test
  void testsEachRowInTheFoldThatScikitLearnDealsItTo() {
    assertThat(PlainKFold.folds(10, 5, 18012019)) // by scikit-learn
        .containsExactly(4, 0, 1, 1, 2, 3, 4, 3, 2, 0);
    int[] folds = PlainKFold.folds(106_113, 5, 18012019); // names are those of Matbench's rows
    for (int row = 0; row < ROWS; row++) {
      for (int fold = 0; fold < 5; fold++) {
        assertThat(data(results, GAP, fold).containsKey(name(row)))
            .as("row %d in fold %d", row, fold)
            .isEqualTo(folds[row] == fold);
      }
    }
    assertThat(allData(results, GAP).stream().mapToInt(Map::size).sum()).isEqualTo(ROWS);
  }

  @Test
  void scoresEachFoldAsMatbenchDoes() throws IOException {
    List<Double> errors = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      double sum = 0;
      double squares = 0;
      double parts = 0;
      double max = 0;
      int withParts = 0;
      Map<String, Double> data = data(results, GAP, fold);
      for (Map.Entry<String, Double> prediction : data.entrySet()) {
        double value = gap.values().get(Integer.parseInt(prediction.getKey().substring(10)) - 1);
        double error = Math.abs(value - prediction.getValue());
        sum += error;
        squares += error * error;
        max = Math.max(max, error);
        parts += Math.abs(value) > 1e-5 ? error / Math.abs(value) : 0;
        withParts += Math.abs(value) > 1e-5 ? 1 : 0;
      }
      JsonNode scores = results.at("/tasks/%s/results/fold_%d/scores".formatted(GAP, fold));
      // Scores are written with 12 digits.
      close(scores.get("mae"), sum / data.size());
      close(scores.get("rmse"), Math.sqrt(squares / data.size()));
      close(scores.get("mape"), parts / withParts);
      close(scores.get("max_error"), max);
      close(facts.get("folds").get(fold).get("mae"), sum / data.size());
      errors.add(sum / data.size());
      assertThat(first.out()).contains("%.4f".formatted(sum / data.size()));
    }
    double mean = errors.stream().mapToDouble(it -> it).average().orElseThrow();
    double std =
        Math.sqrt(
            errors.stream().mapToDouble(it -> Math.pow(it - mean, 2)).average().orElseThrow());
    assertThat(first.out()).contains("%6.4f ± %6.4f".formatted(mean, std));
    close(facts.get("mae_mean"), mean);
    close(facts.get("mae_std"), std);
    assertThat(first.out().lines()).allMatch(line -> line.length() <= 100);
  }

  private static void close(JsonNode found, double expected) {
    assertThat(found.asDouble()).isCloseTo(expected, within(1e-10 * expected));
  }

  @Test
  void saysWhatTheModelsSay() throws IOException {
    Path csv = folder.resolve("predictions.csv");
    Trainings.done(
        "export", "--table=predictions", "--workspace=" + folder.resolve("gap"), "--output=" + csv);
    for (JsonNode fold : facts.get("folds")) {
      List<String> header = Arrays.asList(Files.readAllLines(csv).get(0).split(",", -1));
      Map<String, Double> data = data(results, GAP, fold.get("fold").asInt());
      int found = 0;
      for (String line : Files.readAllLines(csv)) {
        String[] cells = line.split(",", -1);
        if (cells[header.indexOf("model")].equals(fold.get("model").asText())) {
          double prediction = Double.parseDouble(cells[header.indexOf("prediction")]);
          assertThat(data.get(cells[header.indexOf("material_id")]))
              .isCloseTo(prediction, within(1e-11 * Math.abs(prediction))); // 12 digits
          found++;
        }
      }
      assertThat(found + fold.get("predicted_by_mean").asInt()).isEqualTo(data.size());
    }
  }

  @Test
  void predictsRowsWithoutAGraphByTheMeanOfWhatTheirFoldLearnsFrom() throws IOException {
    int[] folds = PlainKFold.folds(106_113, 5, 18012019);
    for (int row : new int[] {MatbenchFile.BROKEN, MatbenchFile.ISOLATED}) {
      double sum = 0;
      int count = 0;
      for (int other = 0; other < ROWS; other++) {
        if (folds[other] != folds[row]) {
          sum += gap.values().get(other);
          count++;
        }
      }
      assertThat(data(results, GAP, folds[row]).get(name(row)))
          .isCloseTo(sum / count, within(1e-10));
    }
    assertThat(results.at("/user_metadata/predicted_by_mean").asInt()).isEqualTo(2);
    assertThat(facts.get("predicted_by_mean").asInt()).isEqualTo(2);
    assertThat(facts.get("complete").asBoolean()).isFalse();
    String said = first.out().replaceAll("\\s+", " ");
    assertThat(said).contains("2 of 1,000 structures have no prediction: ", name(3), name(8));
    assertThat(said).contains("Matbench refuses this file: matbench_mp_gap has 106,113 rows");
  }

  @Test
  void saysWhatIsNotAsShipped() {
    JsonNode metadata = results.get("user_metadata");
    assertThat(metadata.get("software").asText()).startsWith("Latticework ");
    assertThat(metadata.at("/settings/train.epochs").asText()).isEqualTo("2");
    assertThat(metadata.get("settings")).hasSize(5);
    assertThat(metadata.get("parameters").asInt()).isPositive();
    assertThat(results.at("/tasks/%s/results/fold_4/parameters/best_epoch".formatted(GAP)).asInt())
        .isBetween(1, 2);
  }

  @Test
  void hasTheHashThatMatbenchComputes() throws IOException {
    Python.assume();
    List<String> hashes = Python.hashes(text("gap", GAP));
    assertThat(hashes.get(1)).isEqualTo(hashes.get(0)).hasSize(64);
  }

  @Test
  void trainsAndJudgesWhatIsMissingAlone() throws IOException {
    Invocation again = done(gap, "gap");
    assertThat(summary("gap").at("/sweep/runs_trained").asInt()).isZero();
    assertThat(again.out())
        .contains("Split      before, nothing to do", "5 of them there already: nothing to do")
        .contains("Evaluated  before, nothing to do");
    assertThat(allData(results("gap", GAP), GAP)).isEqualTo(allData(results, GAP));

    remove(folder.resolve("gap/models/" + summary("gap").at("/folds/1/model").asText()));
    String judged = summary("gap").at("/folds/3/model").asText();
    Files.delete(Trainings.model(folder.resolve("gap"), judged).resolve("metrics-test.json"));
    Invocation completed = done(gap, "gap");
    assertThat(summary("gap").at("/sweep/runs_trained").asInt()).isEqualTo(1);
    assertThat(completed.out()).contains("5 runs, 4 of them there already");
    assertThat(allData(results("gap", GAP), GAP)).isEqualTo(allData(results, GAP));
    assertThat(runs("gap", GAP)).isEqualTo(5);

    assertThat(misconfigured(command(perovskites, "gap")).err())
        .contains("has materials that ", " does not have, such as mb-mp-gap-");
  }

  private static void remove(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static long runs(String workspace, String sweep) {
    return RunTable.read(spark, new Workspace(folder.resolve(workspace).toString()), sweep).count();
  }

  /** Two at once, and one that is killed as it trains: all come to the same. */
  @Test
  void comesToTheSameWhoeverElseWorksAndHoweverOftenItIsKilled() throws Exception {
    String output = "--output=" + folder.resolve("results.json");
    CompletableFuture<Invocation> other =
        CompletableFuture.supplyAsync(() -> Invocation.of(command(perovskites, "two", "--wait")));
    Invocation one = Invocation.of(command(perovskites, "two", "--wait", output));
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(other.join().code()).as(other.join().err()).isZero();
    List<Map<String, Double>> expected = allData(results("two", PEROVSKITES), PEROVSKITES);
    assertThat(allData(JSON.readTree(folder.resolve("results.json").toFile()), PEROVSKITES))
        .isEqualTo(expected);
    assertThat(runs("two", PEROVSKITES)).isEqualTo(5);
    assertThat(expected.stream().mapToInt(Map::size).sum()).isEqualTo(FEW);

    Path workspace = folder.resolve("two"); // as a call leaves it that was killed after its splits
    for (String made : List.of("tables/runs", "tables/predictions", "sweeps", "models")) {
      remove(workspace.resolve(made));
    }
    Files.delete(workspace.resolve("matbench/" + PEROVSKITES + ".json.gz"));
    killAtTheFirstModel(workspace);
    assertThat(workspace.resolve("matbench/" + PEROVSKITES + ".json.gz")).doesNotExist();
    done(perovskites, "two");
    assertThat(allData(results("two", PEROVSKITES), PEROVSKITES)).isEqualTo(expected);
    assertThat(runs("two", PEROVSKITES)).isEqualTo(5);
  }

  private static void killAtTheFirstModel(Path workspace) throws Exception {
    Process process = Trainings.start(folder.resolve("killed.txt"), command(perovskites, "two"));
    try {
      long deadline = System.nanoTime() + 300_000_000_000L;
      while (!Files.isDirectory(workspace.resolve("models"))) {
        assertThat(System.nanoTime()).as("five minutes are enough").isLessThan(deadline);
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(1);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
