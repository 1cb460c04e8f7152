package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.misconfigured;
import static org.latticework.jobs.Trainings.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;

/** Which graphs a training takes, and which crystals it leaves out. */
class LeftOutIT {
  private static final String GRAPHS = new GraphConfig(8, 12, Ties.ALL, true, false).id();

  @TempDir private static Path folder;
  private static Trainings trainings;
  private static SparkSession spark;

  @BeforeAll
  static void makeGraphs() {
    spark = SparkSessions.open("LeftOutIT", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String[] train(String name, String... more) {
    return with(trainings.train(name, "--epochs=1", "--graphs=" + GRAPHS), more);
  }

  private static JsonNode summaryOf(String... arguments) throws IOException {
    Path file = folder.resolve("summary.json");
    done(with(arguments, "--summary=" + file));
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void takesTheOnlyGraphsAndWantsTheirNameWhereThereAreOthers() throws IOException {
    JsonNode only = summaryOf(trainings.train("only", "--epochs=1"));
    assertThat(only.at("/configuration/train/learning-rate").asDouble()).isEqualTo(2e-3);
    JsonNode featurized =
        summaryOf(trainings.here("featurize", "--set=featurize.edge-features=stored"));
    String stored = featurized.get("graph_config").asText();
    assertThat(misconfigured(trainings.train("none", "--epochs=1")).err())
        .startsWith(
            "latticework: Name the graphs to learn from with --graphs; the network cgcnn can read ")
        .contains(GRAPHS + " (cutoff 8.0, max-neighbors 12, ties all, merge true)")
        .contains(
            stored
                + " (cutoff 8.0, max-neighbors 12, ties all, merge true, edge-features stored (cutoff:8.0,");
    assertThat(misconfigured(trainings.train("none", "--graphs=g-5")).err())
        .startsWith("latticework: There are no graphs g-5 (train.graphs); the table graphs holds ");

    JsonNode trained = summaryOf(trainings.train("stored", "--epochs=1", "--graphs=" + stored));
    // The stored floats differ from the kernel's by their rounding, 6e-8, which an epoch amplifies.
    for (String mae : List.of("train_mae", "validation_mae")) {
      assertThat(trained.get(mae).asDouble())
          .isCloseTo(only.get(mae).asDouble(), withinPercentage(0.1));
    }
    assertThat(
            done(trainings.train(
                    "other",
                    "--epochs=1",
                    "--graphs=" + stored,
                    "--set=train.network.cgcnn.basis.size=41"))
                .out())
        .contains("Basis      is not the one stored with the edges");
    assertThat(done(train("short", "--set=train.network.cgcnn.basis.cutoff=6")).out())
        .contains("Basis      ends at 6.0 Å, edges at 8.0 Å: ");
  }

  /** Which it may: a network comes to the same on both. */
  @Test
  void judgesAModelOfPlainGraphsOnMergedOnes() throws IOException {
    Path other = folder.resolve("plain");
    Trainings elsewhere = Trainings.prepare(other);
    JsonNode featurized = summaryOf(elsewhere.here("featurize", "--set=featurize.merge=false"));
    String plain = featurized.get("graph_config").asText();
    done(elsewhere.train("plain", "--epochs=2", "--graphs=" + plain));
    JsonNode before = summaryOf(elsewhere.here("evaluate", "--model=plain"));
    GraphTable.TABLE.delete(
        spark, new Workspace(elsewhere.workspace().toString()), "graph_config = '" + plain + "'");

    Path file = folder.resolve("judged.json");
    Invocation call = done(elsewhere.here("evaluate", "--model=plain", "--summary=" + file));

    assertThat(call.out())
        .contains("Graphs     %s instead of %s (cutoff 8.0, ".formatted(GRAPHS, plain));
    JsonNode after = new ObjectMapper().readTree(file.toFile());
    assertThat(after.get("count")).isEqualTo(before.get("count"));
    assertThat(before.get("graph_config").asText()).isEqualTo(plain);
    assertThat(after.get("graph_config").asText()).isEqualTo(GRAPHS);
    // Lengths that are the same to 1e-4 Å are averaged, and sums of floats have another order.
    assertThat(after.get("mae").asDouble())
        .isCloseTo(before.get("mae").asDouble(), withinPercentage(0.1));
  }

  @Test
  void refusesGraphsOfAnOlderBuildByName() {
    String older = "g-5391e3e3e5c5";
    GraphTable.describe(
        spark,
        new Workspace(trainings.workspace().toString()),
        older,
        "cutoff=8.0 maxNeighbors=12 tie=distance/1e-5,neighbor,image format=1");

    assertThat(misconfigured(trainings.train("older", "--graphs=" + older)).err())
        .startsWith(
            "latticework: The graphs %s were made by an older build: make them again with latticework featurize --cutoff 8.0 --max-neighbors 12"
                .formatted(older));
  }

  @Test
  void leavesOutCrystalsOfTooManyEdgesAndNamesThem() throws IOException {
    Path file = folder.resolve("large.json");
    Invocation call = done(train("large", "--set=train.max-edges=100", "--summary=" + file));
    int large = new ObjectMapper().readTree(file.toFile()).get("too_many_edges").asInt();
    assertThat(large).isPositive();
    assertThat(call.out())
        .contains("Left out   %,d with more than 100 edges:".formatted(large))
        .containsPattern("\\S+ \\(\\d+ edges\\) in (train|validation|test)");
    assertThat(misconfigured(train("none", "--set=train.max-edges=1")).err())
        .startsWith("latticework: None of the ")
        .contains(" materials in the fold train of the split default can be used: ");
  }

  /** A crystal has as many pairs as its atoms have neighbors of neighbors. */
  @Test
  void leavesOutCrystalsWithTooManyPairsOfEdgesForANetworkThatReadsThem() throws IOException {
    Path place = folder.resolve("pairs");
    Trainings elsewhere = Trainings.prepare(place);
    String graphs =
        "--graphs="
            + summaryOf(elsewhere.here("featurize", "--preset=alignn"))
                .get("graph_config")
                .asText();
    String most = "--set=train.max-edges=400"; // 3 MB
    Path file = folder.resolve("pairs.json");

    Invocation call =
        done(elsewhere.train("pairs", with(alignn(place), graphs, most, "--summary=" + file)));
    JsonNode trained = new ObjectMapper().readTree(file.toFile());
    int large = trained.get("too_much_memory").asInt();
    assertThat(large).isBetween(1, 79);
    assertThat(call.out())
        .contains(
            "%,d of which a step would keep more than 3 MB (train.max-edges):".formatted(large))
        .containsPattern("\\S+ \\(\\d+ MB\\) in (train|validation|test)");
    JsonNode judged = summaryOf(elsewhere.here("evaluate", "--model=pairs", "--fold=train", most));
    assertThat(judged.get("count").asInt()).isPositive();
    assertThat(judged.get("too_much_memory").asInt()).isBetween(1, large);

    JsonNode others = summaryOf(elsewhere.train("cgcnn", graphs, most, "--epochs=1"));
    assertThat(others.get("too_much_memory").asInt()).isZero();
    assertThat(others.get("too_many_edges").asInt())
        .isEqualTo(trained.get("too_many_edges").asInt());

    requireReasons(elsewhere, place, most, large);
  }

  /** Returns the settings of a small network that reads pairs, whose table lies in a folder. */
  private static String[] alignn(Path place) throws IOException {
    Path table = place.resolve("elements.json");
    Map<String, double[]> rows = new TreeMap<>();
    for (int z = 1; z <= 100; z++) {
      rows.put(String.valueOf(z), new double[] {z / 100.0, 1});
    }
    new ObjectMapper().writeValue(table.toFile(), rows);
    return new String[] {
      "--epochs=1",
      "--set=train.network.kind=alignn",
      "--set=train.network.atom-features=" + table,
      "--set=train.network.alignn.width=64",
      "--set=train.network.alignn.line-layers=1",
      "--set=train.network.alignn.crystal-layers=1"
    };
  }

  /** The crystals that a training leaves out have a reason in the place of a prediction. */
  private static void requireReasons(Trainings elsewhere, Path place, String most, int large)
      throws IOException {
    Path said = place.resolve("said.jsonl");
    String[] predict = {
      "predict",
      "--model=pairs",
      "--workspace=" + elsewhere.workspace(),
      "--input=" + place.resolve("dump"),
      "--output=" + said,
      most
    };
    JsonNode predicted = summaryOf(predict);
    assertThat(predicted.get("predicted").asInt() + predicted.get("rejected").asInt())
        .isEqualTo(80);
    assertThat(predicted.at("/rejections_by_reason/TOO_LARGE").asInt()).isBetween(large, 79);
    assertThat(Files.readString(said)).contains("the rows of alignn take ", " MB for ");
  }

  /** A table that ends before an element: such crystals would end a training in its first epoch. */
  @Test
  void leavesOutCrystalsOfElementsThatTheNetworkDoesNotKnow() throws IOException {
    Path table = folder.resolve("light.json");
    Map<String, double[]> rows = new TreeMap<>();
    for (int z = 1; z <= 37; z++) {
      rows.put(String.valueOf(z), new double[] {z / 100.0, 1});
    }
    new ObjectMapper().writeValue(table.toFile(), rows);
    Path file = folder.resolve("light-summary.json");
    Invocation call =
        done(train("rubidium", "--set=train.network.atom-features=" + table, "--summary=" + file));
    JsonNode trained = new ObjectMapper().readTree(file.toFile());
    assertThat(trained.get("unknown_element").asInt()).isPositive();
    assertThat(call.out())
        .contains(" with an element beyond 37:")
        .containsPattern("\\S+ \\([A-Z][a-z]?\\) in (train|validation|test)");
    JsonNode judged = summaryOf(trainings.here("evaluate", "--model=rubidium", "--fold=train"));
    assertThat(judged.get("count").asInt()).isPositive();
    assertThat(judged.get("unknown_element").asInt())
        .isBetween(0, trained.get("unknown_element").asInt());
  }
}
