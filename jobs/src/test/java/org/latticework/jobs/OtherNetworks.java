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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.PredictionTable;

/**
 * Small networks that are programs, in a workspace with graphs of two recipes.
 *
 * @param trainings in the workspace
 * @param merged id of the graphs as shipped
 * @param directed id of graphs within 5 Å whose edges have directions, without ties
 * @param features file with a table of features per element
 */
record OtherNetworks(Trainings trainings, String merged, String directed, Path features) {
  static final String COLUMN = "formation_energy_per_atom";

  /** Length of an atom's vector. */
  static final int WIDTH = 6;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the workspace in a folder. */
  static OtherNetworks prepare(Path folder) throws IOException {
    Trainings trainings = Trainings.prepare(folder);
    return new OtherNetworks(
        trainings,
        recipe(trainings),
        // A coGN refuses them: atoms keep some of several neighbors of one distance.
        recipe(
            trainings,
            "--cutoff=5",
            "--set=featurize.ties=cut",
            "--set=featurize.merge=false",
            "--set=featurize.images=true"),
        Files.writeString(
            folder.resolve("table.json"),
            IntStream.rangeClosed(1, 100)
                .mapToObj(z -> "\"%d\": [%s, %s]".formatted(z, z / 100.0, z % 18))
                .collect(Collectors.joining(", ", "{", "}"))));
  }

  /** Featurizes what is missing, and returns the id of the recipe. */
  static String recipe(Trainings trainings, String... settings) {
    String said = done(with(trainings.here("featurize"), settings)).out();
    return said.replaceAll("(?s).*\\bas (g-[0-9a-f]+):.*", "$1");
  }

  /** Returns the settings of a small network; its graphs are the only ones that it can read. */
  String[] small(String kind) {
    List<String> sizes =
        switch (kind) {
          case "schnet" ->
              List.of(
                  "filters=5",
                  "blocks=2",
                  "basis.cutoff=5",
                  "basis.size=12",
                  "head=7, 5",
                  "knots=64");
          case "megnet" ->
              List.of(
                  "embedding=5",
                  "dense=8",
                  "update=8, 7",
                  "blocks=2",
                  "basis=12",
                  "basis-end=8",
                  "head=7");
          case "cogn" -> List.of("blocks=2", "message-layers=2", "basis=8");
          case "m3gnet" -> List.of("blocks=1", "radial=2", "update=7", "head=5");
          case "equivariant" -> List.of("features=6, 4, 3", "type-features=4", "layers=2");
          case "alignn" -> List.of("embedding=5", "line-layers=1", "crystal-layers=1");
          default -> throw new IllegalArgumentException(kind);
        };
    return Stream.of(
            Stream.of("kind=" + kind),
            sizes.stream().map(size -> kind + "." + size),
            kind.equals("equivariant") ? Stream.<String>of() : Stream.of(kind + ".width=" + WIDTH),
            kind.equals("alignn") ? Stream.of("atom-features=" + features) : Stream.<String>of())
        .flatMap(settings -> settings)
        .map(setting -> "--set=train.network." + setting)
        .toArray(String[]::new);
  }

  /** Returns the graphs that kinds of networks which can read all of them learn from. */
  private String[] graphs(String kind) {
    return kind.equals("megnet") ? new String[] {"--set=train.graphs=" + merged} : new String[0];
  }

  /** Returns how a small network is trained. */
  String[] training(int workers, String kind, String name, String... more) {
    return with(with(with(trainings.train(workers, name), small(kind)), graphs(kind)), more);
  }

  Invocation train(String kind, String name, String... more) {
    return done(training(2, kind, name, more));
  }

  JsonNode read(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  /** Returns what a model says of the crystals of the workspace, by their ids. */
  Map<String, JsonNode> asked(String job, String model, String... more) throws IOException {
    Path output =
        trainings.workspace().resolveSibling("%s-%s-%d.jsonl".formatted(job, model, more.length));
    done(
        with(
            new String[] {
              job,
              "--workspace=" + trainings.workspace(),
              "--model=" + model,
              "--input=" + trainings.workspace().resolveSibling("dump"),
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

  /** Evaluates a model, and compares the rows of the table with what it says of their crystals. */
  Map<String, JsonNode> requireSaidAsJudged(SparkSession spark, String model) throws IOException {
    assertThat(done(trainings.here("evaluate", "--model=" + model)).out()).contains("MAE ");
    Map<String, JsonNode> said = asked("predict", model);
    List<Row> judged =
        PredictionTable.read(spark, new Workspace(trainings.workspace().toString()))
            .where("model = '%s'".formatted(model))
            .collectAsList();
    assertThat(judged).hasSizeGreaterThan(5);
    for (Row row : judged) {
      // Other sums of floats, of values below 10 eV/atom.
      assertThat(said.get(row.<String>getAs(PredictionTable.MATERIAL_ID)).get(COLUMN).asDouble())
          .isCloseTo(row.<Double>getAs(PredictionTable.PREDICTION), within(2e-5));
    }
    return said;
  }

  /** Serves a model, and compares its answers with what it said of all crystals. */
  void requireServedAsSaid(String model, Map<String, JsonNode> said) throws Exception {
    try (ServedProcess server =
        new ServedProcess(trainings.workspace().resolve("models").resolve(model))) {
      JsonNode served =
          JSON.readTree(server.predict(trainings.documents().toString())).get("predictions");
      assertThat(served).hasSize(80);
      for (JsonNode row : served) {
        assertThat(row.get(COLUMN))
            .isEqualTo(said.get(row.get("material_id").asText()).get(COLUMN));
      }
    }
  }

  /** Embeds, and tunes a model for another property with two of its parts as they are. */
  void requireEmbeddedAndTuned(String base) throws IOException {
    for (JsonNode row : asked("embed", base, "--atoms").values()) {
      assertThat(row.get("embeddings").get(0)).hasSize(WIDTH);
    }
    String kind = read(base, "model.json").get("kind").asText();
    String first =
        switch (kind) {
          case "equivariant" -> "layer";
          case "alignn" -> "line";
          default -> "block";
        };
    String tuned = base + "-tuned";
    done(
        trainings.train(
            tuned,
            "--from=" + base,
            "--target=band_gap",
            "--epochs=1",
            "--freeze=embedding, %s-1".formatted(first),
            "--set=train.rates.%ss=0.5".formatted(first)));
    assertThat(read(tuned, "model.json").get("network"))
        .isEqualTo(read(base, "model.json").get("network"));
    assertThat(read(tuned, "provenance.json").at("/ancestors/0/frozen")).hasSize(2);
  }

  /** Returns the page of a report. */
  String report(String model, String... more) throws IOException {
    Path page = trainings.workspace().resolveSibling(model + ".html");
    done(with(trainings.here("report", "--model=" + model, "--output=" + page), more));
    return Files.readString(page);
  }
}
