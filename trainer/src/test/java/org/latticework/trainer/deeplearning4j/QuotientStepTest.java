package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * A step of PyTorch's on eight real crystals with equivalent atoms merged, in double, which is that
 * on the plain graphs too.
 */
class QuotientStepTest {
  private static final Path FILE = Path.of("../../shared/golden/quotient_step.json.gz");

  @ParameterizedTest
  @CsvSource({
    "full, ND4J, DOUBLE, 1e-9",
    "quotient, ND4J, DOUBLE, 1e-9",
    "full, ND4J, FLOAT, 1e-5",
    "quotient, ND4J, FLOAT, 1e-5",
    "full, FUSED, FLOAT, 1e-5",
    "quotient, FUSED, FLOAT, 1e-5"
  })
  // Float as in GoldenFloatTest: two layers of batch norms amplify rounding errors some ten times.
  void outputsGradientsAndStatisticsMatchPyTorch(
      String graph, KernelChoice kernel, DataType type, double tolerance) throws IOException {
    JsonNode golden = read();
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(config(golden), Optional.empty(), kernel),
            LearningRule.of(new Sgd(1)),
            type,
            1);
    network
        .paramTable()
        .forEach(
            (name, array) -> {
              if (!isStatistic(name)) {
                array.assign(expected(golden, "parameters", name, array));
              }
            });
    INDArray[] features = features(golden.get(graph), type);
    int crystals = golden.get("targets").size();

    assertThat(network.output(true, features)[0].castTo(DataType.DOUBLE).toDoubleVector())
        .containsExactly(numbers(golden.get("output")), within(tolerance));
    network.setInputs(features);
    network.setLabels(
        Nd4j.createFromArray(numbers(golden.get("targets"))).castTo(type).reshape(crystals, 1));
    network.computeGradientAndScore();
    network
        .paramTable()
        .forEach(
            (name, like) -> {
              INDArray gradient = network.gradient().getGradientFor(name).castTo(DataType.DOUBLE);
              INDArray other =
                  isStatistic(name)
                      ? like.castTo(DataType.DOUBLE).sub(moved(golden, name, like))
                      // PyTorch's loss is the mean over crystals, Deeplearning4j's the sum.
                      : expected(golden, "gradients", name, like).mul(crystals);
              assertThat(gradient.sub(other).amaxNumber().doubleValue())
                  .as(name)
                  .isLessThan(crystals * tolerance);
            });
  }

  private static JsonNode read() throws IOException {
    assumeTrue(Files.exists(FILE), "Skipped: " + FILE + " is not here");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static CgcnnConfig config(JsonNode golden) {
    JsonNode basis = golden.get("basis");
    return new CgcnnConfig(
        ConvolutionVariant.valueOf(
            golden.get("variant").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        golden.get("width").asInt(),
        new GaussianBasis(
            basis.get("cutoff").asDouble(),
            basis.get("size").asInt(),
            basis.get("sigma").asDouble(),
            true),
        golden.get("convolutions").asInt(),
        golden.get("hidden").asInt(),
        118,
        false,
        0);
  }

  private static INDArray[] features(JsonNode graph, DataType type) {
    int[] numbers = integers(graph.get("Z"));
    int[] centers = integers(graph.get("dst"));
    int[] crystals = integers(graph.get("G"));
    double[] counts = new double[crystals[crystals.length - 1] + 1];
    for (int crystal : crystals) {
      counts[crystal]++;
    }
    int[] offsets = new int[numbers.length + 1];
    for (int edge = 0; edge < centers.length; edge++) {
      assertThat(edge == 0 || centers[edge] >= centers[edge - 1]).isTrue();
      offsets[centers[edge] + 1]++;
    }
    for (int node = 0; node < numbers.length; node++) {
      offsets[node + 1] += offsets[node];
    }
    return new INDArray[] {
      Nd4j.createFromArray(counts).castTo(type).reshape(counts.length, 1),
      Nd4j.createFromArray(numbers),
      Nd4j.createFromArray(offsets),
      Nd4j.createFromArray(integers(graph.get("src"))),
      Nd4j.createFromArray(numbers(graph.get("r"))).castTo(type),
      Nd4j.createFromArray(integers(graph.get("m"))),
      Nd4j.createFromArray(integers(graph.get("w"))),
      Nd4j.zeros(type, 1)
    };
  }

  private static boolean isStatistic(String parameter) {
    return parameter.endsWith("Mean") || parameter.endsWith("Variance");
  }

  /** Returns running statistics that began at 0 and 1, after one step of momentum 0.1. */
  private static INDArray moved(JsonNode golden, String parameter, INDArray like) {
    JsonNode moments = golden.get("batch_moments").get(norm(parameter));
    boolean mean = parameter.endsWith("Mean");
    INDArray batch = Nd4j.createFromArray(numbers(moments.get(mean ? 0 : 1)));
    return batch.mul(0.1).addi(mean ? 0 : 0.9).reshape(like.shape());
  }

  /** Returns "m0" for the norm of the messages of the first convolution, "e0" for that of atoms. */
  private static String norm(String parameter) {
    String path = parameter.replace("network_", "");
    String layer = path.substring("convolution".length(), path.indexOf('/'));
    return (path.contains("/message") ? "m" : "e") + layer;
  }

  private static INDArray expected(JsonNode golden, String state, String parameter, INDArray like) {
    JsonNode values = golden.get(state).get(torchName(parameter));
    if (!values.get(0).isArray()) {
      return Nd4j.createFromArray(numbers(values)).reshape(like.shape());
    }
    double[][] rows = new double[values.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = numbers(values.get(k));
    }
    INDArray matrix = Nd4j.createFromArray(rows);
    if (parameter.equals(
        "network_embedding/vectors")) { // PyTorch's row 0 is no element, ours is hydrogen
      return Nd4j.createFromArray(Arrays.copyOfRange(rows, 1, rows.length));
    }
    return matrix.transpose().dup('c');
  }

  private static String torchName(String parameter) {
    String path = parameter.replace("network_", "");
    if (path.startsWith("convolution")) {
      String name = path.substring(path.indexOf('/') + 1);
      String layer = path.substring("convolution".length(), path.indexOf('/'));
      return switch (name) {
        case "gateWeights" -> "g." + layer + ".weight";
        case "gateBias" -> "g." + layer + ".bias";
        case "contentWeights" -> "c." + layer + ".weight";
        case "contentBias" -> "c." + layer + ".bias";
        default -> "par." + norm(parameter) + (name.endsWith("Scale") ? "s" : "b");
      };
    }
    return switch (path) {
      case "embedding/vectors" -> "emb.weight";
      case "hidden/weights" -> "h.0.weight";
      case "hidden/bias" -> "h.0.bias";
      case "output_W" -> "h.2.weight";
      case "output_b" -> "h.2.bias";
      default -> throw new IllegalArgumentException(parameter);
    };
  }

  private static int[] integers(JsonNode array) {
    int[] integers = new int[array.size()];
    for (int k = 0; k < integers.length; k++) {
      integers[k] = array.get(k).asInt();
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
}
