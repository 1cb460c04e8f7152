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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.PredictionTable;

/** An ensemble of two on 80 synthetic crystals, and what it says of files. */
class PredictIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLUMN = "formation_energy_per_atom";
  private static final String CRYSTAL =
      """
      {"material_id": "%s", "band_gap": "unknown", "formation_energy_per_atom": NaN, \
      "structure": {"lattice": {"matrix": [[%2$s,0,0],[0,%2$s,0],[0,0,%2$s]]}, \
      "sites": [{"species": [{"element": "%3$s", "occu": 1}], "abc": [0,0,0]}]}}
      """;

  private static final String CUBIC =
      """
      data_cubic
      _cell_length_a 3
      _cell_length_b 3
      _cell_length_c 3
      _cell_angle_alpha 90
      _cell_angle_beta 90
      _cell_angle_gamma 90
      _symmetry_space_group_name_H-M 'P 1'
      loop_
      _atom_site_type_symbol
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      %s 0 0 0
      """;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Trainings trainings;

  @BeforeAll
  static void train() {
    spark = SparkSessions.open("predict", Optional.of("local[2]"));
    trainings = Trainings.prepare(folder);
    done(trainings.train(1, "two", "--epochs=2", "--ensemble=2", "--set=train.ensemble.level=0.7"));
    done(trainings.here("evaluate", "--model=two"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Without --master, which would ask for Spark. */
  private static String[] predict(String input, Path output, String... more) {
    return predict("two", input, output, more);
  }

  private static String[] predict(String model, String input, Path output, String... more) {
    return with(
        new String[] {
          "predict",
          "--workspace=" + trainings.workspace(),
          "--model=" + model,
          "--input=" + input,
          "--output=" + output
        },
        more);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  @Test
  void saysOfTheTestFoldWhatEvaluateSays() throws IOException {
    Path output = folder.resolve("all.jsonl");
    Invocation call = done(predict(folder.resolve("dump").toString(), output));
    assertThat(call.out()).contains("Predicted  80 of 80 records, 0 rejected: ");
    Map<String, JsonNode> said = new HashMap<>();
    lines(output).forEach(row -> said.put(row.get("material_id").asText(), row));
    assertThat(said).hasSize(80);
    List<Row> judged =
        PredictionTable.read(spark, new Workspace(trainings.workspace().toString()))
            .where("model = 'two'")
            .collectAsList();
    assertThat(judged).hasSizeGreaterThan(5);
    for (Row row : judged) {
      JsonNode of = said.get(row.<String>getAs(PredictionTable.MATERIAL_ID));
      // Other sums of floats, of values below 10 eV/atom.
      requireClose(of.get(COLUMN), row.getAs(PredictionTable.PREDICTION));
      requireClose(of.get(COLUMN + "_std"), row.getAs(PredictionTable.STD));
      requireClose(of.get(COLUMN + "_lower"), row.getAs(PredictionTable.LOWER));
      requireClose(of.get(COLUMN + "_upper"), row.getAs(PredictionTable.UPPER));
      assertThat(of.get("reason").isNull()).isTrue();
    }
  }

  private static void requireClose(JsonNode said, Double expected) {
    assertThat(said.asDouble()).isCloseTo(expected, within(2e-5));
  }

  @Test
  void saysTheSameToTheLastDigitOnSpark() throws IOException {
    String dump = folder.resolve("dump").toString();
    Path here = folder.resolve("here.csv");
    Path there = folder.resolve("there.csv");
    done(predict(dump, here));
    Invocation call = done(predict(dump, there, "--set=predict.spark=always"));
    assertThat(call.out()).contains("Predicted  80 of 80 records, 0 rejected: ");
    List<String> expected = Files.readAllLines(here);
    List<String> parts = new ArrayList<>(List.of(expected.get(0)));
    for (Path part : parts(there)) {
      List<String> lines = Files.readAllLines(part);
      assertThat(lines.get(0)).isEqualTo(expected.get(0));
      parts.addAll(lines.subList(1, lines.size()));
    }
    assertThat(parts).containsExactlyInAnyOrderElementsOf(expected).hasSize(81);

    Path parquet = folder.resolve("there.parquet");
    done(predict(dump, parquet)); // which only Spark writes
    Map<String, Double> numbers = new HashMap<>();
    spark
        .read()
        .parquet(parquet.toString())
        .collectAsList()
        .forEach(row -> numbers.put(row.getAs("material_id"), row.getAs(COLUMN)));
    assertThat(numbers).hasSize(80);
    for (String line : expected.subList(1, expected.size())) {
      List<String> cells = List.of(line.split(",", -1));
      assertThat(numbers.get(cells.get(0))).isEqualTo(Double.valueOf(cells.get(2)));
    }
  }

  /** In a process that has neither Spark nor Hadoop nor ND4J. */
  @Test
  void answersTheSameToTheLastDigitOverHttp() throws Exception {
    String dump = folder.resolve("dump").toString();
    Path output = folder.resolve("compared.jsonl");
    done(predict(dump, output));
    try (ServedProcess server = new ServedProcess(trainings.workspace().resolve("models/two"))) {
      JsonNode said =
          JSON.readTree(server.predict(trainings.documents().toString())).get("predictions");
      Map<String, JsonNode> byName = new HashMap<>();
      said.forEach(row -> byName.put(row.get("material_id").asText(), row));
      assertThat(byName).hasSize(80);
      for (JsonNode row : lines(output)) {
        JsonNode served = byName.get(row.get("material_id").asText());
        for (String ending : List.of("", "_std", "_lower", "_upper")) {
          assertThat(served.get(COLUMN + ending)).isEqualTo(row.get(COLUMN + ending));
        }
        assertThat(served.get("elements_seen")).isEqualTo(row.get("elements_seen"));
      }
      assertThat(server.stop()).isEqualTo(143); // as SIGTERM is told
    }
  }

  /** The jar by itself: what it says of files, and its exit codes. */
  @Test
  void predictsFilesFromTheJarAlone() throws Exception {
    String model = "--model=" + trainings.workspace().resolve("models/two");
    String known = elementOfTheTrainingFold();
    Path good =
        Files.writeString(folder.resolve("good.json"), CRYSTAL.formatted("a", "3.0", known));
    Path cif = Files.writeString(folder.resolve("cubic.cif"), CUBIC.formatted(known));
    Path alone =
        Files.writeString(folder.resolve("alone.json"), CRYSTAL.formatted("b", "50.0", "Na"));
    List<JsonNode> said = new ArrayList<>();
    for (String line : ServedProcess.run(0, model, good.toString(), cif.toString())) {
      said.add(JSON.readTree(line).get("predictions").get(0));
    }
    assertThat(said)
        .extracting(row -> row.get("material_id").asText())
        .containsExactly("a", "cubic");
    assertThat(said.get(1).get(COLUMN)).isEqualTo(said.get(0).get(COLUMN));
    Path empty = Files.writeString(folder.resolve("empty.cif"), "");
    assertThat(ServedProcess.run(3, model, empty.toString(), alone.toString()).get(1))
        .contains("ISOLATED_SITE");
    assertThat(ServedProcess.run(2, "--model=" + folder, good.toString())).isEmpty();
    assertThat(ServedProcess.run(2, model, folder.resolve("none.cif").toString())).isEmpty();
    assertThat(Files.size(ServedProcess.JAR)).isLessThan(25_000_000);
  }

  private static List<JsonNode> rows(Path output) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (Path part : Files.isDirectory(output) ? parts(output) : List.of(output)) {
      rows.addAll(lines(part));
    }
    return rows;
  }

  private static List<Path> parts(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
    }
  }

  @Test
  void writesTextsAlikeHereAndOnSpark() throws IOException {
    Path input = folder.resolve("texts.jsonl");
    Files.writeString(
        input,
        Stream.of(" blanks ", "a,\\\"b\\\"", "=1+1", "ü")
            .map(id -> CRYSTAL.formatted(id, "3.0", "Na"))
            .collect(Collectors.joining()));
    Path here = folder.resolve("texts-here.csv");
    Path there = folder.resolve("texts-there.csv");
    done(predict(input.toString(), here));
    done(predict(input.toString(), there, "--set=predict.spark=always"));
    Set<String> lines = new HashSet<>();
    for (Path part : parts(there)) {
      lines.addAll(Files.readAllLines(part));
    }
    assertThat(lines).isEqualTo(Set.copyOf(Files.readAllLines(here))).hasSize(5);
    done(predict(input.toString(), there, "--set=predict.spark=always")); // in its own place
    assertThat(parts(there)).isNotEmpty();
  }

  /**
   * Two good crystals, of which the training had one's element, and three that cannot be predicted.
   */
  @ParameterizedTest
  @ValueSource(strings = {"never", "always"})
  void hasARowForEachRecordWithItsReason(String spark) throws IOException {
    Path input = folder.resolve("mixed.jsonl");
    Files.writeString(
        input,
        CRYSTAL.formatted("good", "3.0", elementOfTheTrainingFold())
            + CRYSTAL.formatted("rare", "3.0", "Pm")
            + "no JSON\n"
            + CRYSTAL.formatted("heavy", "3.0", "Og")
            + CRYSTAL.formatted("alone", "50.0", "Na"));
    Path output = folder.resolve("mixed-%s.jsonl".formatted(spark));
    Path summary = folder.resolve("mixed.json");
    String[] asked =
        predict(input.toString(), output, "--set=predict.spark=" + spark, "--summary=" + summary);
    assertThat(done(asked).out()).contains("Predicted  2 of 5 records, 3 rejected: ");
    assertThat(rows(output))
        .extracting(
            row ->
                String.join(
                    " ",
                    text(row, "material_id"),
                    text(row, "elements_seen"),
                    text(row, "reason"),
                    row.path(COLUMN).isNumber() ? "number" : "none",
                    text(row, "detail").equals("-") ? "-" : "detail"))
        .containsExactlyInAnyOrder(
            "good true - number -",
            "rare false - number -",
            "- - MALFORMED_JSON none detail",
            "heavy - UNKNOWN_ELEMENT none detail",
            "alone - ISOLATED_SITE none detail");
    JsonNode facts = JSON.readTree(summary.toFile());
    assertThat(List.of(facts.get("read"), facts.get("predicted"), facts.get("rejected")))
        .extracting(JsonNode::asInt)
        .containsExactly(5, 2, 3);
    assertThat(facts.get("on_spark").asBoolean()).isEqualTo(spark.equals("always"));
    assertThat(Invocation.of(with(asked, "--max-rejected=2")).code()).isEqualTo(Job.REJECTED);
  }

  private static String elementOfTheTrainingFold() {
    Workspace workspace = new Workspace(trainings.workspace().toString());
    return MaterialTable.read(spark, workspace)
        .join(SplitTable.read(spark, workspace).where("fold = 'train'"), "material_id")
        .select(MaterialTable.CHEMICAL_SYSTEM)
        .first()
        .getString(0)
        .split("-", 2)[0];
  }

  /** Spark leaves out what is null. */
  private static String text(JsonNode row, String column) {
    return row.path(column).asText("-").replace("null", "-");
  }

  @Test
  void sayWhatIsWrongBeforeAnythingIsWritten() throws IOException {
    String dump = folder.resolve("dump").toString();
    Path output = folder.resolve("none.csv");
    assertThat(misconfigured(predict("none", dump, output)).err())
        .contains("There is no model none in ");
    assertThat(misconfigured(predict(dump, folder.resolve("none.txt"))).err())
        .contains("--output should end in .csv, .jsonl or .parquet");
    assertThat(misconfigured(predict(folder.resolve("nothing").toString(), output)).err())
        .contains("does not exist");
    Path taken = Files.createDirectory(folder.resolve("taken.csv"));
    Files.writeString(taken.resolve("thesis.tex"), "mine");
    assertThat(misconfigured(predict(dump, taken)).err()).contains("wants a file");
    assertThat(misconfigured(predict(dump, taken, "--set=predict.spark=always")).err())
        .contains("has files of something else, such as thesis.tex");
    assertThat(taken.resolve("thesis.tex")).exists();
    assertThat(output).doesNotExist();
    Path mine =
        Files.writeString(folder.resolve("mine.jsonl"), CRYSTAL.formatted("a", "3.0", "Na"));
    assertThat(misconfigured(predict(mine.toString(), mine)).err()).contains("lie in each other");
    assertThat(misconfigured(predict(dump, folder.resolve("dump/p.csv"))).err())
        .contains("lie in each other");
    assertThat(mine).content().contains("structure");
  }

  /** Half a model, or one of another build. */
  @Test
  void refusesAModelThatIsNotWhole() throws IOException {
    done(trainings.train(1, "half", "--epochs=1"));
    Path card = trainings.model("half").resolve("model.json");
    Path output = folder.resolve("half.csv");
    String dump = folder.resolve("dump").toString();
    String whole = Files.readString(card);
    Files.writeString(card, whole.replace("\"format\" : 4", "\"format\" : 99"));
    assertThat(misconfigured(predict("half", dump, output)).err())
        .contains("The model half is of another build")
        .contains("has format 99");
    Files.writeString(card, whole.replace("cgcnn", "cgcnm"));
    assertThat(misconfigured(predict("half", dump, output)).err())
        .contains("The model half cannot be read", "No network of the kind 'cgcnm'");
    Files.writeString(card, whole);
    Path weights = card.resolveSibling("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(misconfigured(predict("half", dump, output)).err())
        .contains("The model half cannot be read");
    Files.write(weights, bytes);
    for (String file : List.of("model.json", "provenance.json")) {
      Path gone = card.resolveSibling(file);
      String content = Files.readString(gone);
      Files.delete(gone);
      assertThat(misconfigured(predict("half", dump, output)).err())
          .contains("The model half cannot be read", file);
      Files.writeString(gone, content);
    }
    done(predict("half", dump, folder.resolve("whole.csv")));
    assertThat(output).doesNotExist();
  }
}
