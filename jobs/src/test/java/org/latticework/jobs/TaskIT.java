package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else a network can learn than one column: several, and whether one is above a threshold. */
class TaskIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Trainings trainings;

  @BeforeAll
  static void prepare() {
    trainings = Trainings.prepare(folder);
  }

  private static JsonNode metrics(String model, String file) throws IOException {
    return JSON.readTree(trainings.model(model).resolve(file).toFile());
  }

  /** Returns the rows of the table predictions of a model, without the names of columns. */
  private static List<String[]> predictions(String model) throws IOException {
    Path file = folder.resolve(model + ".csv");
    Trainings.done(
        trainings.here("export", "--table=predictions", "--format=csv", "--output=" + file));
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(model + ",")) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }

  @Test
  void oneNetworkLearnsSeveralColumns() throws IOException {
    Invocation call =
        Trainings.done(
            trainings.train("two", "--target=formation_energy_per_atom,band_gap", "--epochs=3"));
    assertThat(call.out()).contains("MAE as a part of the deviation");
    JsonNode trained = metrics("two", "metrics.json");
    assertThat(trained.get("target").asText()).isEqualTo("formation_energy_per_atom, band_gap");
    assertThat(trained.get("validation_scaled_mae").asDouble()).isBetween(0.01, 3.0);
    assertThat(trained.get("history")).hasSize(3);

    Invocation judged = Trainings.done(trainings.here("evaluate", "--model=two"));

    assertThat(judged.out()).contains("crystals by band_gap: MAE");
    JsonNode found = metrics("two", "metrics-test.json");
    assertThat(found.get("columns")).hasSize(2);
    List<String[]> rows = predictions("two");
    assertThat(rows).hasSize(2 * found.get("count").asInt());
    // The metrics of a column are those of its rows in the table.
    for (JsonNode column : found.get("columns")) {
      double sum = 0;
      int count = 0;
      for (String[] row : rows) {
        if (row[7].equals(column.get("target").asText())) {
          sum += Math.abs(Double.parseDouble(row[2]) - Double.parseDouble(row[3]));
          count++;
        }
      }
      assertThat(count).isEqualTo(column.get("count").asInt());
      assertThat(sum / count).isCloseTo(column.get("mae").asDouble(), within(1e-12));
    }
  }

  @Test
  void oneNetworkTellsInsulatorsFromMetals() throws IOException {
    Invocation call =
        Trainings.done(
            trainings.train(
                "gap", "--target=band_gap", "--epochs=3", "--set=train.task.kind=classification"));
    assertThat(call.out()).contains("log loss");
    assertThat(metrics("gap", "metrics.json").get("target").asText()).isEqualTo("band_gap > 0.0");

    Trainings.done(trainings.here("evaluate", "--model=gap"));

    JsonNode found = metrics("gap", "metrics-test.json");
    int right = 0;
    List<String[]> rows = predictions("gap");
    for (String[] row : rows) {
      double probability = Double.parseDouble(row[3]);
      assertThat(probability).isBetween(0.0, 1.0);
      assertThat(row[7]).isEqualTo("band_gap > 0.0");
      right += probability > 0.5 == Double.parseDouble(row[2]) > 0 ? 1 : 0;
    }
    assertThat(rows).hasSize(found.get("count").asInt());
    assertThat(found.get("accuracy").asDouble()).isEqualTo((double) right / rows.size());
  }

  @Test
  void refusesAClassWithoutAnExample() {
    Invocation call =
        Trainings.misconfigured(
            trainings.train(
                "none",
                "--target=band_gap",
                "--set=train.task.kind=classification",
                "--set=train.task.threshold=1000"));
    assertThat(call.err())
        .contains("Nothing to tell apart", "0 have band_gap > 1000.0")
        .doesNotContain("Exception");
  }
}
