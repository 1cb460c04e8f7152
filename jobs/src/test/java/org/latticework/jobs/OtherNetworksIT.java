package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.Trainings.done;
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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
