package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a split says of its leaks, and what an evaluation makes of it. */
class HonestSplitsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Trainings trainings;

  @BeforeAll
  static void prepare() {
    trainings = Trainings.prepare(folder);
    Trainings.done(
        trainings.here(
            "split",
            "--strategy=random",
            "--name=chance",
            "--set=split.validation=0.2",
            "--set=split.test=0.2",
            "--summary=" + folder.resolve("s.json")));
    Trainings.done(trainings.train("honest", "--epochs=1"));
    Trainings.done(trainings.train("lucky", "--split=chance", "--epochs=1"));
  }

  private static List<Map<String, String>> table(String name) throws IOException {
    Path file = folder.resolve(name + ".csv");
    Trainings.done(trainings.here("export", "--table=" + name, "--format=csv", "--output=" + file));
    List<String> lines = Files.readAllLines(file);
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int k = 0; k < columns.length; k++) {
        row.put(columns[k], cells[k]);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void aSplitReportsItsLeaksOnTheConsoleInTheSummaryAndAsTables() throws IOException {
    Invocation again =
        Trainings.done(
            trainings.here(
                "split",
                "--strategy=random",
                "--name=chance",
                "--set=split.validation=0.2",
                "--set=split.test=0.2",
                "--summary=" + folder.resolve("again.json")));
    JsonNode first = JSON.readTree(folder.resolve("s.json").toFile());
    JsonNode second = JSON.readTree(folder.resolve("again.json").toFile());

    assertThat(second.get("leakage")).isEqualTo(first.get("leakage"));
    assertThat(second.at("/levels/structures").asInt()).isZero();
    assertThat(again.out().lines().filter(line -> line.length() > 100)).isEmpty();
    JsonNode levels = first.at("/leakage/levels");
    assertThat(levels).hasSize(6);
    List<Map<String, String>> rows =
        table("leakage").stream().filter(row -> row.get("split_name").equals("chance")).toList();
    assertThat(rows).hasSize(6);
    for (JsonNode level : levels) {
      Map<String, String> row =
          rows.stream()
              .filter(each -> each.get("level").equals(level.get("level").asText()))
              .findFirst()
              .orElseThrow();
      assertThat(row)
          .containsEntry("groups", level.get("groups").asText())
          .containsEntry("known_test", level.get("known_test").asText());
      assertThat(again.out()).contains(level.get("level").asText());
    }
    assertThat(known(levels, "composition")).isPositive();
    assertThat(known(levels, "chemical-system"))
        .isGreaterThanOrEqualTo(known(levels, "composition"));
  }

  private static int known(JsonNode levels, String name) {
    for (JsonNode level : levels) {
      if (level.get("level").asText().equals(name)) {
        return level.get("known_test").asInt();
      }
    }
    throw new AssertionError("No level " + name);
  }

  @Test
  void anEvaluationSaysTheErrorByDistance() throws IOException {
    Invocation judged = Trainings.done(trainings.here("evaluate", "--model=lucky"));
    assertThat(judged.out()).contains("of the nearest in training");
    JsonNode metrics =
        JSON.readTree(trainings.model("lucky").resolve("metrics-test.json").toFile());
    double weighted = 0;
    int count = 0;
    for (JsonNode bin : metrics.get("by_distance")) {
      count += bin.get("count").asInt();
      assertThat(bin.get("mae").isNull()).isEqualTo(bin.get("count").asInt() == 0);
      weighted += bin.get("count").asInt() * bin.get("mae").asDouble();
    }
    assertThat(count).isEqualTo(metrics.get("count").asInt());
    assertThat(weighted / count).isCloseTo(metrics.get("mae").asDouble(), within(1e-9));

    Map<String, String> nearest = new HashMap<>();
    table("nearest").stream()
        .filter(row -> row.get("split_name").equals("chance"))
        .forEach(row -> nearest.put(row.get("material_id"), row.get("distance")));
    Stream<Map<String, String>> predictions =
        table("predictions").stream().filter(row -> row.get("model").equals("lucky"));
    assertThat(nearest.values()).anyMatch(distance -> !distance.isEmpty());
    assertThat(predictions)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.get("nearest_distance"))
                    .isEqualTo(nearest.get(row.get("material_id"))));
  }

  @Test
  void aCounterfactualIsAModelTrainedAlikeOnARandomSplit() throws IOException {
    Trainings.done(trainings.here("evaluate", "--model=lucky"));
    JsonNode lucky = JSON.readTree(trainings.model("lucky").resolve("metrics-test.json").toFile());

    Invocation found =
        Trainings.done(trainings.here("evaluate", "--model=honest", "--counterfactual"));
    assertThat(found.out())
        .contains("By chance  mae %.4f: the model lucky".formatted(lucky.get("mae").asDouble()));

    Invocation none =
        Trainings.done(trainings.here("evaluate", "--model=lucky", "--counterfactual"));
    assertThat(none.out())
        .contains("no model was trained alike", "latticework split --strategy random");
  }
}
