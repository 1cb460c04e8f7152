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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.SplitTable;

/** A network of 80 synthetic crystals, and the vectors that it makes. */
class EmbedIT {
  private static final int WIDTH = 8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELLS =
      """
      {"material_id": "one", "structure": {"lattice": {"matrix": [[3,0,0],[0,3,0],[0,0,3]]}, \
      "sites": [{"species": [{"element": "Na", "occu": 1}], "abc": [0,0,0]}]}}
      {"material_id": "two", "structure": {"lattice": {"matrix": [[6,0,0],[0,3,0],[0,0,3]]}, \
      "sites": [{"species": [{"element": "Na", "occu": 1}], "abc": [0,0,0]}, \
      {"species": [{"element": "Na", "occu": 1}], "abc": [0.5,0,0]}]}}
      {"material_id": "other", "structure": {"lattice": {"matrix": [[3,0,0],[0,3,0],[0,0,3]]}, \
      "sites": [{"species": [{"element": "K", "occu": 1}], "abc": [0,0,0]}]}}
      no JSON
      """;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Trainings trainings;
  private static Path cells;

  @BeforeAll
  static void train() throws IOException {
    spark = SparkSessions.open("embed", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
    done(trainings.train(1, "one", "--epochs=1"));
    cells = Files.writeString(folder.resolve("cells.jsonl"), CELLS);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static String[] asked(String job, Object input, Path output, String... more) {
    return with(
        new String[] {
          job,
          "--workspace=" + trainings.workspace(),
          "--model=one",
          "--input=" + input,
          "--output=" + output
        },
        more);
  }

  /** Returns the rows by name; those without a name are left out. */
  private static Map<String, JsonNode> rows(Path output) throws IOException {
    List<Path> parts = List.of(output);
    if (Files.isDirectory(output)) {
      try (Stream<Path> files = Files.list(output)) {
        parts = files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      }
    }
    Map<String, JsonNode> rows = new HashMap<>();
    for (Path part : parts) {
      for (String line : Files.readAllLines(part)) {
        JsonNode row = JSON.readTree(line);
        rows.put(row.path("material_id").asText(), row);
      }
    }
    rows.remove("null");
    rows.remove("");
    return rows;
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** The same crystal in a cell of twice the length: as many atoms of each kind, the same mean. */
  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void embedsACrystalAndItsSupercellAlike(String onSpark) throws IOException {
    Path output = folder.resolve("vectors-%s.jsonl".formatted(onSpark));
    Invocation call = done(asked("embed", cells, output, "--set=predict.spark=" + onSpark));
    assertThat(call.out()).contains("Predicted  3 of 4 records, 1 rejected: ");
    Map<String, JsonNode> rows = rows(output);
    double[] one = numbers(rows.get("one").get("embedding"));
    // Rounding of floats of some units.
    assertThat(numbers(rows.get("two").get("embedding"))).containsExactly(one, within(1e-5));
    assertThat(numbers(rows.get("other").get("embedding"))).isNotEqualTo(one).hasSize(WIDTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void givesEachAtomAVectorWhoseMeanIsTheCrystals(String onSpark) throws IOException {
    String dump = folder.resolve("dump").toString();
    Path atoms = folder.resolve("atoms-%s.jsonl".formatted(onSpark));
    Path pooled = folder.resolve("pooled-%s.jsonl".formatted(onSpark));
    done(asked("embed", dump, atoms, "--atoms", "--set=predict.spark=" + onSpark));
    done(asked("embed", dump, pooled));
    Map<String, JsonNode> means = rows(pooled);
    Map<String, Integer> sites = new HashMap<>();
    for (String document : trainings.documents()) {
      JsonNode read = JSON.readTree(document);
      sites.put(read.get("material_id").asText(), read.get("structure").get("sites").size());
    }
    Map<String, JsonNode> rows = rows(atoms);
    assertThat(rows).hasSize(80);
    rows.forEach(
        (id, row) -> {
          JsonNode vectors = row.get("embeddings");
          assertThat(vectors).hasSize(sites.get(id));
          double[] mean = new double[WIDTH];
          vectors.forEach(
              vector -> {
                for (int c = 0; c < WIDTH; c++) {
                  mean[c] += vector.get(c).asDouble() / vectors.size();
                }
              });
          // The mean is rounded to a float.
          assertThat(numbers(means.get(id).get("embedding"))).containsExactly(mean, within(1e-5));
        });
  }

  /** Against all distances between what embed writes, sorted. */
  @Test
  void findsTheNearestOfTheSplit() throws IOException {
    Path output = folder.resolve("all.jsonl");
    done(asked("embed", folder.resolve("dump"), output));
    Map<String, JsonNode> rows = rows(output);
    Map<String, String> folds = new TreeMap<>();
    SplitTable.read(spark, new Workspace(trainings.workspace().toString()))
        .collectAsList()
        .forEach(row -> folds.put(row.getAs("material_id"), row.getAs("fold")));
    String to = folds.keySet().iterator().next();
    List<String> expected =
        folds.keySet().stream()
            .filter(id -> !id.equals(to))
            .sorted(Comparator.comparingDouble(id -> distance(rows.get(id), rows.get(to))))
            .limit(5)
            .toList();
    Path summary = folder.resolve("nearest.json");
    String[] find = {
      "nearest",
      "--workspace=" + trainings.workspace(),
      "--model=one",
      "--to=" + to,
      "--count=5",
      "--summary=" + summary
    };
    assertThat(done(find).out())
        .contains("Embedded   80 crystals of the split", "Nearest    to " + to);
    JsonNode found = JSON.readTree(summary.toFile()).get("nearest");
    assertThat(found.findValuesAsText("material_id")).isEqualTo(expected);
    for (JsonNode near : found) {
      String id = near.get("material_id").asText();
      // Stored graphs and those made now are the same; numbers are rounded to floats.
      assertThat(near.get("distance").asDouble())
          .isCloseTo(distance(rows.get(id), rows.get(to)), within(1e-5));
      assertThat(near.get("fold").asText()).isEqualTo(folds.get(id));
    }
    assertThat(done(find).out()).doesNotContain("Embedded"); // which were kept
    find[3] = "--to=mp-0";
    assertThat(misconfigured(find).err())
        .contains("--to: mp-0 is not among the 80 crystals of the model's split that have");
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void saysWhichTrainingCrystalIsNearest(String onSpark) throws IOException {
    Path output = folder.resolve("nearest-%s.jsonl".formatted(onSpark));
    String dump = folder.resolve("dump").toString();
    done(asked("predict", dump, output, "--nearest", "--set=predict.spark=" + onSpark));
    Map<String, JsonNode> rows = rows(output);
    List<String> trained = new ArrayList<>();
    SplitTable.read(spark, new Workspace(trainings.workspace().toString()))
        .where("fold = 'train'")
        .collectAsList()
        .forEach(row -> trained.add(row.getAs("material_id")));
    assertThat(trained).isNotEmpty();
    rows.forEach(
        (id, row) -> {
          double distance = row.get("nearest_training_distance").asDouble();
          assertThat(trained).contains(row.get("nearest_training_id").asText());
          if (trained.contains(id)) {
            assertThat(distance).isCloseTo(0, within(1e-5));
          }
        });
    assertThat(rows.values())
        .anyMatch(row -> row.get("nearest_training_distance").asDouble() > 1e-3);
  }

  private static double distance(JsonNode one, JsonNode other) {
    double[] a = numbers(one.get("embedding"));
    double[] b = numbers(other.get("embedding"));
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void writesNoVectorsAsCsv() {
    assertThat(misconfigured(asked("embed", cells, folder.resolve("vectors.csv"))).err())
        .contains("A CSV has no column for a vector");
  }
}
