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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.PredictionTable;

/** Everything that is done with CGCNN, with networks that are programs. */
class OtherNetworksIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLUMN = "formation_energy_per_atom";
  private static final int WIDTH = 6;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Trainings trainings;

  @BeforeAll
  static void prepare() {
    spark = SparkSessions.open("other-networks", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Returns the settings of a small network; d is {@link #WIDTH}. */
  private static String[] small(String kind) {
    String section = "--set=train.network." + kind + ".";
    return switch (kind) {
      case "schnet" ->
          new String[] {
            "--set=train.network.kind=schnet",
            section + "width=" + WIDTH,
            section + "filters=5",
            section + "blocks=2",
            section + "basis.cutoff=8",
            section + "basis.size=12",
            section + "head=7, 5",
            section + "knots=64"
          };
      case "megnet" ->
          new String[] {
            "--set=train.network.kind=megnet",
            section + "embedding=5",
            section + "width=" + WIDTH,
            section + "dense=8",
            section + "update=8, 7",
            section + "blocks=2",
            section + "basis=12",
            section + "basis-end=8",
            section + "head=7"
          };
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Invocation train(String kind, String name, String... more) {
    return done(with(trainings.train(name, more), small(kind)));
  }

  private static JsonNode read(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  private static Map<String, JsonNode> asked(String job, String model, String... more)
      throws IOException {
    Path output = folder.resolve("%s-%s-%d.jsonl".formatted(job, model, more.length));
    done(
        with(
            new String[] {
              job,
              "--workspace=" + trainings.workspace(),
              "--model=" + model,
              "--input=" + folder.resolve("dump"),
              "--output=" + output
            },
            more));
    Map<String, JsonNode> rows = new HashMap<>();
    for (String line : Files.readAllLines(output)) {
      JsonNode row = JSON.readTree(line);
      rows.put(row.get("material_id").asText(), row);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet"})
  void isTrainedJudgedAndAskedLikeAnyOther(String kind) throws Exception {
    Invocation trained = train(kind, kind, "--epochs=3");
    assertThat(trained.out()).contains("Training   " + kind + " on ").contains("fused kernel");
    assertThat(read(kind, "model.json").get("kind").asText()).isEqualTo(kind);
    assertThat(done(trainings.here("evaluate", "--model=" + kind)).out()).contains("MAE ");

    Map<String, JsonNode> said = asked("predict", kind);
    List<Row> judged =
        PredictionTable.read(spark, new Workspace(trainings.workspace().toString()))
            .where("model = '%s'".formatted(kind))
            .collectAsList();
    assertThat(judged).hasSizeGreaterThan(5);
    for (Row row : judged) {
      // Other sums of floats, of values below 10 eV/atom.
      assertThat(said.get(row.<String>getAs(PredictionTable.MATERIAL_ID)).get(COLUMN).asDouble())
          .isCloseTo(row.<Double>getAs(PredictionTable.PREDICTION), within(2e-5));
    }
    try (ServedProcess server =
        new ServedProcess(trainings.workspace().resolve("models").resolve(kind))) {
      JsonNode served =
          JSON.readTree(server.predict(trainings.documents().toString())).get("predictions");
      assertThat(served).hasSize(80);
      for (JsonNode row : served) {
        assertThat(row.get(COLUMN))
            .isEqualTo(said.get(row.get("material_id").asText()).get(COLUMN));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet"})
  void isEmbeddedTunedSweptAndReported(String kind) throws Exception {
    String base = kind + "-base";
    train(kind, base, "--epochs=2");
    done(trainings.here("evaluate", "--model=" + base));

    for (JsonNode row : asked("embed", base, "--atoms").values()) {
      assertThat(row.get("embeddings").get(0)).hasSize(WIDTH);
    }

    String tuned = kind + "-tuned";
    done(
        trainings.train(
            tuned,
            "--from=" + base,
            "--target=band_gap",
            "--epochs=1",
            "--freeze=embedding, block-1",
            "--set=train.rates.blocks=0.5"));
    assertThat(read(tuned, "model.json").get("network"))
        .isEqualTo(read(base, "model.json").get("network"));
    assertThat(read(tuned, "provenance.json").at("/ancestors/0/frozen")).hasSize(2);

    String sweep = kind + "-sweep";
    done(
        with(
            trainings.here(
                "sweep",
                "--name=" + sweep,
                "--seeds=0,1",
                "--keep-models=best",
                "--set=train.epochs=1",
                "--set=train.batch-size=8"),
            small(kind)));
    assertThat(read(sweep, "model.json").get("kind").asText()).isEqualTo(kind);

    Path page = folder.resolve(kind + ".html");
    done(trainings.here("report", "--model=" + base, "--output=" + page));
    assertThat(Files.readString(page)).contains(kind);
  }

  private static final String CELLS =
      """
      {"material_id": "one", "structure": {"lattice": {"matrix": [[4,0,0],[0,4,0],[0,0,4]]}, \
      "sites": [{"species": [{"element": "Cs", "occu": 1}], "abc": [0,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.5,0.5,0.5]}]}}
      {"material_id": "two", "structure": {"lattice": {"matrix": [[8,0,0],[0,4,0],[0,0,4]]}, \
      "sites": [{"species": [{"element": "Cs", "occu": 1}], "abc": [0,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.25,0.5,0.5]}, \
      {"species": [{"element": "Cs", "occu": 1}], "abc": [0.5,0,0]}, \
      {"species": [{"element": "Cl", "occu": 1}], "abc": [0.75,0.5,0.5]}]}}
      no JSON
      """;

  /** Equal sites have equal numbers, in the order of the sites, and their mean is predicted. */
  @Test
  void saysWhatEachSiteContributes() throws IOException {
    train("schnet", "sites", "--epochs=2");
    Path cells = Files.writeString(folder.resolve("cells.jsonl"), CELLS);
    Map<String, List<Double>> here = contributions(cells, "never");
    assertThat(here.get("one")).hasSize(2);
    assertThat(here.get("one").get(0)).isNotCloseTo(here.get("one").get(1), within(1e-3));
    List<Double> two = here.get("two");
    assertThat(two).hasSize(4);
    assertThat(two.subList(0, 2)).isEqualTo(two.subList(2, 4));
    for (int site = 0; site < 2; site++) {
      // Rounding of floats of some units.
      assertThat(two.get(site)).isCloseTo(here.get("one").get(site), within(1e-5));
    }
    assertThat(contributions(cells, "always")).isEqualTo(here);
    Path dump = folder.resolve("dump");
    assertThat(contributions(dump, "always")).isEqualTo(contributions(dump, "never")).hasSize(80);
  }

  private static Map<String, List<Double>> contributions(Path input, String onSpark)
      throws IOException {
    Path output = folder.resolve("sites-%s-%s.jsonl".formatted(input.getFileName(), onSpark));
    done(sites("sites", input, output, "--set=predict.spark=" + onSpark));
    List<Path> parts = List.of(output);
    if (Files.isDirectory(output)) {
      try (Stream<Path> files = Files.list(output)) {
        parts = files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      }
    }
    Map<String, List<Double>> contributions = new HashMap<>();
    for (Path part : parts) {
      for (String line : Files.readAllLines(part)) {
        JsonNode row = JSON.readTree(line);
        List<Double> sites = new ArrayList<>();
        row.get("site_contributions").forEach(site -> sites.add(site.asDouble()));
        if (row.get("reason").isNull()) {
          contributions.put(row.get("material_id").asText(), sites);
          // The mean that is predicted is rounded to floats of some units.
          assertThat(sites.stream().mapToDouble(it -> it).average().orElseThrow())
              .isCloseTo(row.get(COLUMN).asDouble(), within(2e-5));
        } else {
          assertThat(row.get("site_contributions").isNull()).isTrue();
        }
      }
    }
    return contributions;
  }

  private static String[] sites(String model, Path input, Path output, String... more) {
    return with(
        new String[] {
          "predict",
          "--site-contributions",
          "--workspace=" + trainings.workspace(),
          "--model=" + model,
          "--input=" + input,
          "--output=" + output
        },
        more);
  }

  @Test
  void refusesContributionsOfSitesWhereAPredictionIsNoMeanOfThem() {
    train("megnet", "whole", "--epochs=1");
    Path dump = folder.resolve("dump");
    Path output = folder.resolve("refused.jsonl");
    assertThat(misconfigured(sites("whole", dump, output)).err())
        .startsWith(
            "latticework: --site-contributions: the model whole predicts with megnet, whose layers")
        .hasLineCount(1);
    done(trainings.train("cgcnn", "--epochs=1"));
    assertThat(misconfigured(sites("cgcnn", dump, output)).err()).contains("predicts with cgcnn");
    String[] classes = {"--target=band_gap", "--set=train.task.kind=classification"};
    train("schnet", "class", with(classes, "--epochs=1"));
    assertThat(misconfigured(sites("class", dump, output)).err())
        .contains("the model class predicts a probability, which is no mean over sites");
    assertThat(misconfigured(sites("class", dump, folder.resolve("refused.csv"))).err())
        .contains("A CSV has no column for a vector");
  }

  /** As often as it is repeated, and however it is computed, but for rounding. */
  @ParameterizedTest
  @ValueSource(strings = {"schnet", "megnet"})
  void comesToTheSameWithEitherKernel(String kind) throws IOException {
    List<Double> errors = new ArrayList<>();
    for (String kernel : List.of("fused", "nd4j")) {
      String name = kind + "-" + kernel;
      train(kind, name, "--epochs=2", "--set=train.kernel=" + kernel);
      assertThat(read(name, "metrics.json").get("kernel").asText()).isEqualTo(kernel);
      errors.add(read(name, "metrics.json").get("validation_mae").asDouble());
    }
    // Rounding in float, through some twenty steps of Adam.
    assertThat(errors.get(0)).isCloseTo(errors.get(1), within(1e-3));
  }
}
