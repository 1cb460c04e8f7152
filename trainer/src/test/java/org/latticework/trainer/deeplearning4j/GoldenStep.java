package org.latticework.trainer.deeplearning4j;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One row of the PyTorch golden: a small network in double precision, and a step of its training.
 */
final class GoldenStep {
  private static final Path FILE = Path.of("../../shared/golden/cgcnn_steps.json.gz");

  private final JsonNode row;

  private GoldenStep(JsonNode row) {
    this.row = row;
  }

  static List<GoldenStep> all() throws IOException {
    assumeTrue(Files.exists(FILE), "Skipped: " + FILE + " is not here");
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream file = Files.newInputStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      List<GoldenStep> steps = new java.util.ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        steps.add(new GoldenStep(mapper.readTree(line)));
      }
      return steps;
    }
  }

  CgcnnConfig config() {
    JsonNode dims = row.get("dims");
    int gaussians = dims.get("basis").asInt();
    return new CgcnnConfig(
        ConvolutionVariant.valueOf(
            row.get("variant").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        dims.get("atom").asInt(),
        new GaussianBasis(8, gaussians, 8.0 / (gaussians - 1), true),
        dims.get("conv").asInt(),
        dims.get("hidden").asInt(),
        dims.get("elements").asInt(),
        false,
        0);
  }

  MultiDataSet data() {
    int[] center = integers("center");
    int[] counts = new int[integers("target").length];
    for (int graph : integers("graph_of_atom")) {
      counts[graph]++;
    }
    int[] offsets = new int[integers("atomic_numbers").length + 1];
    for (int atom : center) {
      offsets[atom + 1]++;
    }
    for (int atom = 1; atom < offsets.length; atom++) {
      offsets[atom] += offsets[atom - 1];
    }
    INDArray[] features = {
      Nd4j.createFromArray(counts).castTo(Nd4j.createFromArray(1.0).dataType()).reshape(3, 1),
      Nd4j.createFromArray(integers("atomic_numbers")),
      Nd4j.createFromArray(offsets),
      Nd4j.createFromArray(integers("neighbor")),
      Nd4j.createFromArray(numbers("distance")),
      Nd4j.createFromArray(new int[] {1}),
      Nd4j.createFromArray(new int[] {1}),
      Nd4j.createFromArray(new double[1])
    };
    INDArray[] labels = {Nd4j.createFromArray(numbers("target")).reshape(3, 1)};
    return new MultiDataSet(features, labels);
  }

  double[] numbers(String key) {
    return numbers(row.get(key));
  }

  double number(String key) {
    return row.get(key).asDouble();
  }

  private int[] integers(String key) {
    double[] numbers = numbers(key);
    int[] integers = new int[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      integers[k] = (int) numbers[k];
    }
    return integers;
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = array.get(k).asDouble();
    }
    return numbers;
  }

  /** Sets those of a network's parameters that a state records. */
  void load(String state, ComputationGraph network) {
    network
        .paramTable()
        .forEach(
            (name, array) -> {
              if (has(state, name)) {
                array.assign(expected(state, name, array));
              }
            });
  }

  boolean has(String state, String parameter) {
    return row.get(state).has(torchName(parameter));
  }

  /**
   * Returns recorded values in the layout of one of the network's parameters.
   *
   * @param state {@code "initial"}, {@code "gradient"} …
   * @param parameter as Deeplearning4j names it: network_convolution0/gateWeights
   * @param like the parameter
   */
  INDArray expected(String state, String parameter, INDArray like) {
    JsonNode values = row.get(state).get(torchName(parameter));
    int d = row.get("dims").get("atom").asInt();
    if (parameter.equals("network_embedding/vectors")) {
      // PyTorch's row 0 is for no element; ours is for hydrogen.
      INDArray rows = matrix(values);
      INDArray shifted = like.ulike().assign(0);
      INDArray top = NDArrayRows.of(shifted, 0, rows.rows() - 1);
      top.assign(NDArrayRows.of(rows, 1, rows.rows()));
      return shifted;
    }
    if (values.get(0).isArray()) {
      return matrix(values).transpose().dup('c');
    }
    INDArray vector = Nd4j.createFromArray(numbers(values));
    if (vector.length() == d + d && like.length() == d) {
      int start = parameter.contains("/content") ? d : 0;
      vector = vector.get(NDArrayIndex.interval(start, start + d));
    }
    return vector.reshape(like.shape());
  }

  private static INDArray matrix(JsonNode values) {
    double[][] rows = new double[values.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = numbers(values.get(k));
    }
    return Nd4j.createFromArray(rows);
  }

  private static String torchName(String parameter) {
    String path = parameter.replace("network_", "");
    if (path.startsWith("convolution")) {
      int slash = path.indexOf('/');
      String layer = path.substring("convolution".length(), slash);
      return "convs." + layer + "." + convolutionName(path.substring(slash + 1));
    }
    return switch (path) {
      case "embedding/vectors" -> "embedding.weight";
      case "hidden/weights" -> "hidden.weight";
      case "hidden/bias" -> "hidden.bias";
      case "output_W" -> "out.weight";
      case "output_b" -> "out.bias";
      default -> throw new IllegalArgumentException(parameter);
    };
  }

  private static String convolutionName(String name) {
    switch (name) {
      case "gateWeights":
        return "gate.weight";
      case "gateBias":
        return "gate.bias";
      case "contentWeights":
        return "core.weight";
      case "contentBias":
        return "core.bias";
      default:
        return name.replaceFirst("^message", "bn_msg.")
            .replaceFirst("^(gate|content)", "bn_in.")
            .replaceFirst("^atom", "bn_out.")
            .replace("Scale", "weight")
            .replace("Shift", "bias")
            .replace("Mean", "running_mean")
            .replace("Variance", "running_var");
    }
  }

  private static final class NDArrayRows {
    static INDArray of(INDArray matrix, int from, int to) {
      return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }
  }
}
