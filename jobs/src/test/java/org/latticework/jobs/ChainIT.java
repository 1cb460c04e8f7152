package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(first.get("configuration").get("ingest").get("format").asText()).isEqualTo("auto");
    JsonNode second = call("ingest", "--input=" + folder.resolve("dump"));
    assertThat(second.get("accepted").asInt()).isZero();
    assertThat(second.get("unchanged").asInt()).isEqualTo(COUNT);
  }

  @Test
  @Order(2)
  void featurizesEveryMaterialOnce() throws IOException {
    JsonNode first = call("featurize");
    assertThat(first.get("featurized").asInt()).isEqualTo(COUNT);
    assertThat(first.get("edges").asLong()).isEqualTo(12 * first.get("atoms").asLong());
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
  @Order(4)
  void trainsAModelThatNamesItsData() throws IOException {
    JsonNode trained = call(train("small"));
    assertThat(trained.get("epochs").asInt()).isEqualTo(2);
    assertThat(trained.get("best_epoch").asInt()).isBetween(1, 2);
    assertThat(trained.get("workers").asInt()).isEqualTo(2);
    assertThat(trained.get("validation_mae").asDouble()).isPositive();
    Path model = folder.resolve("work/models/small");
    assertThat(model.resolve("checkpoint.zip")).isNotEmptyFile();
    assertThat(read(model.resolve("metrics.json")).get("history")).hasSize(2);
    JsonNode provenance = read(model.resolve("provenance.json"));
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
    JsonNode first = read(folder.resolve("work/models/small/metrics.json"));
    assertThat(again.get("train_mae")).isEqualTo(first.get("train_mae"));
    assertThat(again.get("validation_mae")).isEqualTo(first.get("validation_mae"));
  }

  @Test
  @Order(6)
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
  void computesWithTheKernelThatIsAskedFor() throws IOException {
    List<Double> errors = new ArrayList<>();
    for (String kernel : List.of("fused", "nd4j")) {
      JsonNode trained = call(train(kernel, "--set=train.kernel=" + kernel));
      assertThat(trained.get("kernel").asText()).isEqualTo(kernel);
      JsonNode metrics = read(folder.resolve("work/models/%s/metrics.json".formatted(kernel)));
      assertThat(metrics.get("kernel").asText()).isEqualTo(kernel);
      errors.add(trained.get("validation_mae").asDouble());
    }
    // Rounding in float, through some twenty steps of Adam.
    assertThat(errors.get(0)).isCloseTo(errors.get(1), within(1e-3));
  }

  @Test
  @Order(8)
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
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                "--name=" + name,
                "--epochs=2",
                "--workers=2",
                "--set=train.batch-size=8",
                "--set=train.network.width=8",
                "--set=train.network.convolutions=1"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
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
