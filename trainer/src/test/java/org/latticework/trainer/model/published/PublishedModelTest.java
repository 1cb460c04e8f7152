package org.latticework.trainer.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;
import org.latticework.trainer.model.saved.SavedPredictor;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.torch.TorchFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PublishedModelTest {
  private static final Path WEIGHTS = Path.of("../../shared/data/cgcnn-pretrained");
  private static final Path GOLDEN = Path.of("../../shared/golden/pretrained.jsonl.gz");

  private static void assumeWeights() {
    assumeTrue(Files.exists(WEIGHTS), "Skipped: the published weights are not in " + WEIGHTS);
  }

  private static TrainedModel model(String name, DataType type) throws IOException {
    assumeWeights();
    try (InputStream json = Files.newInputStream(WEIGHTS.resolve("atom_init.json"))) {
      AtomFeatures features = PublishedModel.features(json);
      byte[] checkpoint = Files.readAllBytes(WEIGHTS.resolve(name + ".pth.tar"));
      return PublishedModel.read(checkpoint, features, "target", type);
    }
  }

  private static List<JsonNode> golden() throws IOException {
    assumeTrue(Files.exists(GOLDEN), "Skipped: the golden predictions are not in " + GOLDEN);
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (InputStream file = Files.newInputStream(GOLDEN);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(mapper.readTree(line));
      }
    }
    return rows;
  }

  private static CrystalGraph graph(JsonNode row) {
    int atoms = row.get("atomic_numbers").size();
    int[] numbers = new int[atoms];
    int[] offsets = new int[atoms + 1];
    int[] neighbors = new int[12 * atoms];
    float[] distances = new float[12 * atoms];
    for (int i = 0; i < atoms; i++) {
      numbers[i] = row.get("atomic_numbers").get(i).asInt();
      offsets[i + 1] = 12 * (i + 1);
      for (int k = 0; k < 12; k++) {
        neighbors[12 * i + k] = row.get("neighbors").get(i).get(k).asInt();
        distances[12 * i + k] = (float) row.get("distances").get(i).get(k).asDouble();
      }
    }
    return new CrystalGraph(numbers, offsets, neighbors, distances);
  }

  /** In double precision what is left is that graphs keep distances as floats: 2e-7 Å. */
  @ParameterizedTest
  @CsvSource({
    "formation-energy-per-atom, DOUBLE, 1e-5",
    "band-gap, DOUBLE, 1e-5",
    "formation-energy-per-atom, FLOAT, 1e-4",
    "band-gap, FLOAT, 1e-4"
  })
  void predictsWhatTheReferenceCodePredicts(String name, DataType type, double tolerance)
      throws IOException {
    List<JsonNode> rows = golden();

    double[] predictions =
        ToyExamples.first(
            model(name, type).predict(rows.stream().map(PublishedModelTest::graph).toList()));

    assertThat(predictions).hasSize(120);
    for (int k = 0; k < predictions.length; k++) {
      assertThat(predictions[k])
          .as(rows.get(k).get("material_id").asText())
          .isCloseTo(rows.get(k).get("prediction").get(name).asDouble(), within(tolerance));
    }
  }

  /** Of 120 crystals one after the other, by what needs no ND4J. */
  @ParameterizedTest
  @ValueSource(strings = {"formation-energy-per-atom", "band-gap"})
  void predictsTheSameFromTheFilesOfThisProject(String name) throws IOException {
    List<JsonNode> rows = golden();
    SavedModel saved = new SavedModel("published", model(name, DataType.FLOAT));
    byte[] weights = saved.weights();
    SavedPredictor predictor =
        SavedPredictor.read(
            new ByteArrayInputStream(saved.card()),
            new ByteArrayInputStream(weights),
            weights.length,
            "m");
    for (JsonNode row : rows) {
      assertThat(predictor.predictor().predict(graph(row))[0])
          .as(row.get("material_id").asText())
          .isCloseTo(row.get("prediction").get(name).asDouble(), within(1e-4)); // as FLOAT above
    }
  }

  /**
   * Of the softmax over two outputs, computed here from the checkpoint's own last layer and from
   * what the network hands to its own.
   */
  @Test
  void predictsTheProbabilityOfTheSecondClass() throws IOException {
    TrainedModel model = model("semi-metal-classification", DataType.DOUBLE);
    assertThat(model.task()).isEqualTo(new Classification("target", 0.5));
    TorchFile torch = checkpoint("semi-metal-classification");
    float[] weights = torch.tensor("state_dict", "fc_out.weight").floats(); // 2 × h
    float[] biases = torch.tensor("state_dict", "fc_out.bias").floats();
    int width = weights.length / 2;
    List<Double> said = new ArrayList<>();
    for (JsonNode row : golden()) {
      INDArray[] features = new GraphBatch(List.of(graph(row))).features(DataType.DOUBLE);
      INDArray hidden = model.network().feedForward(features, false).get("network");
      double[] z = {biases[0], biases[1]};
      for (int k = 0; k < 2 * width; k++) {
        z[k / width] += weights[k] * hidden.getDouble(k % width);
      }
      double expected = Math.exp(z[1]) / (Math.exp(z[0]) + Math.exp(z[1]));
      double predicted = model.predict(List.of(graph(row))).get(0)[0];
      assertThat(predicted).isCloseTo(expected, within(1e-6)); // the difference is kept in float
      said.add(predicted);
    }
    assertThat(said).anyMatch(p -> p > 0.9).anyMatch(p -> p < 0.1);
  }

  private static TorchFile checkpoint(String name) throws IOException {
    return TorchFile.read(Files.readAllBytes(WEIGHTS.resolve(name + ".pth.tar")));
  }

  @Test
  void saysWhenAFileIsNoCheckpoint() {
    AtomFeatures features = new AtomFeatures(new float[100][92]);
    byte[] text = "not a checkpoint".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PublishedModel.read(text, features, "target", DataType.FLOAT))
        .isInstanceOf(IOException.class);
  }

  @Test
  void saysWhichElementATableLacks() {
    byte[] json = "{\"1\": [1, 0], \"3\": [0, 1]}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PublishedModel.features(new ByteArrayInputStream(json)))
        .hasMessage("A table of 2 elements has no atomic number 2");
  }
}
