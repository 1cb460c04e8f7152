package org.latticework.trainer.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.Element;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.task.TargetScaler;
import org.latticework.trainer.torch.TorchFile;

/** The published networks of matgl in the names and the layout of the networks here. */
class MatglNetworkTest {
  private static final Path WEIGHTS = Path.of("../../shared/data/matgl-pretrained");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path file(String kind, String ending) {
    Path file = WEIGHTS.resolve(kind + "-MP-2018.6.1-Eform." + ending);
    assumeTrue(Files.exists(file), "Skipped: there is no " + file);
    return file;
  }

  private static Map<String, Tensor> tensors(String kind) throws IOException {
    return TorchFile.read(Files.readAllBytes(file(kind, "pt"))).tensors();
  }

  private static ObjectNode card(String kind) throws IOException {
    return (ObjectNode) JSON.readTree(Files.readAllBytes(file(kind, "json")));
  }

  private static ObjectNode arguments(ObjectNode card) {
    return (ObjectNode) card.at("/kwargs/model/init_args");
  }

  private static MatglNetwork network(String kind, ObjectNode card, Map<String, Tensor> tensors)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(card);
    return kind.equals("MEGNet")
        ? PublishedMegnet.read(json, tensors).network()
        : PublishedM3gnet.read(json, tensors).network();
  }

  private static MatglNetwork network(String kind) throws IOException {
    return network(kind, card(kind), tensors(kind));
  }

  /**
   * Names, shapes, sums and sums weighted by the place, row by row from 1 on, as an importer
   * written in Python makes them of the same files. Rows of missing elements count as zeros.
   */
  @ParameterizedTest
  @ValueSource(strings = {"MEGNet", "M3GNet"})
  void areWhatAnotherImporterMakesOfThem(String kind) throws IOException {
    Map<String, Tensor> parameters = network(kind).parameters();
    List<String> names = new ArrayList<>();
    for (String line : lines(kind + "-parameters.txt")) {
      String[] fields = line.split(" ", -1);
      names.add(fields[0]);
      Tensor parameter = parameters.get(fields[0]);
      assertThat(parameter.type().shape())
          .as(fields[0])
          .containsExactly(Long.valueOf(fields[1]), Long.valueOf(fields[2]));
      double sum = 0;
      double weighted = 0;
      double size = 0;
      double[] values = parameter.doubles();
      for (int k = 0; k < values.length; k++) {
        double value = Double.isNaN(values[k]) ? 0 : values[k];
        sum += value;
        weighted += (k + 1) * value;
        size += Math.abs(value);
      }
      // Both add up in double, in other orders.
      assertThat(sum).isCloseTo(Double.parseDouble(fields[3]), within(1e-12 * size));
      assertThat(weighted)
          .as(fields[0])
          .isCloseTo(Double.parseDouble(fields[4]), within(1e-12 * size * values.length));
    }
    assertThat(parameters.keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream file = MatglNetworkTest.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void haveTheSizesOfTheirFiles() throws IOException {
    PublishedMegnet megnet =
        PublishedMegnet.read(JSON.writeValueAsBytes(card("MEGNet")), tensors("MEGNet"));
    assertThat(megnet.sizes())
        .isEqualTo(
            new PublishedMegnet.Sizes(
                4,
                16,
                2,
                100,
                5,
                0.5,
                List.of(64, 32),
                List.of(64, 64, 32),
                3,
                2,
                List.of(32, 16)));
    PublishedM3gnet m3gnet =
        PublishedM3gnet.read(JSON.writeValueAsBytes(card("M3GNet")), tensors("M3GNet"));
    assertThat(m3gnet.sizes()).isEqualTo(new PublishedM3gnet.Sizes(5, 5, 3, 3, 64, 64, 3, 3, 3));
    TargetScaler scaler = new TargetScaler(-1.65459073, 1.07266128);
    assertThat(megnet.network().scaler()).isEqualTo(scaler);
    assertThat(m3gnet.network().scaler()).isEqualTo(scaler);
  }

  /** The networks here name the same parameters with the same shapes. */
  @Test
  void fitTheNetworksHere() throws IOException {
    PublishedMegnet megnet =
        PublishedMegnet.read(JSON.writeValueAsBytes(card("MEGNet")), tensors("MEGNet"));
    assertThat(shapes(megnet.network())).isEqualTo(shapes(megnet.config()));
    PublishedM3gnet m3gnet =
        PublishedM3gnet.read(JSON.writeValueAsBytes(card("M3GNet")), tensors("M3GNet"));
    assertThat(shapes(m3gnet.network())).isEqualTo(shapes(m3gnet.config()));
  }

  private static Map<String, List<Long>> shapes(MatglNetwork network) {
    Map<String, List<Long>> shapes = new HashMap<>();
    network.parameters().forEach((name, tensor) -> shapes.put(name, tensor.type().shape()));
    return shapes;
  }

  private static Map<String, List<Long>> shapes(NetworkConfig config) {
    Map<String, List<Long>> shapes = new HashMap<>();
    for (Parameter parameter : config.parameters()) {
      shapes.put(parameter.name(), List.of(parameter.rows(), parameter.columns()));
    }
    shapes.put("output_W", List.of((long) config.outputWidth(), 1L));
    shapes.put("output_b", List.of(1L, 1L));
    return shapes;
  }

  /** PyTorch's y = W [v_j; v_i; e; u] + b is [v_i; v_j; e; u] W + b here. */
  @ParameterizedTest
  @CsvSource({
    "MEGNet, blocks.1.conv.edge_func.layers.0, block1/edgeUpdate0, 32, 128",
    "M3GNet, graph_layers.2.conv.node_update_func.gates.0, block2/atomGate0, 64, 192"
  })
  void readTheCenterBeforeTheNeighbor(
      String kind, String theirs, String ours, int width, int inputs) throws IOException {
    Random random = new Random(5);
    double[] x = random.doubles(inputs, -1, 1).toArray();
    double[] swapped = x.clone();
    System.arraycopy(x, 0, swapped, width, width);
    System.arraycopy(x, width, swapped, 0, width);
    float[] weight = tensors(kind).get("model." + theirs + ".weight").floats();
    float[] bias = tensors(kind).get("model." + theirs + ".bias").floats();
    Map<String, Tensor> parameters = network(kind).parameters();
    double[] ourWeights = parameters.get(ours + "Weights").doubles();
    double[] ourBias = parameters.get(ours + "Bias").doubles();
    for (int k = 0; k < bias.length; k++) {
      double expected = bias[k];
      double actual = ourBias[k];
      for (int c = 0; c < inputs; c++) {
        expected += weight[k * inputs + c] * x[c];
        actual += swapped[c] * ourWeights[c * bias.length + k];
      }
      assertThat(actual).isCloseTo(expected, within(1e-12)); // sums in another order
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEGNet", "M3GNet"})
  void haveVectorsOfTheElementsThatTheyKnowAlone(String kind) throws IOException {
    MatglNetwork network = network(kind);
    assertThat(network.elements()).hasSize(89).contains(83, 89).endsWith(94);
    assertThat(network.elements()).doesNotContain(84, 85, 86, 87, 88);
    assertThat(network.facts().get("known_elements")).isEqualTo(network.facts().get("elements"));
    assertThat(network.facts().get("elements"))
        .startsWith("1,2,3,")
        .endsWith(",83,89,90,91,92,93,94");
    float[] rows = tensors(kind).get("model.embedding.layer_node_embedding.weight").floats();
    double[] table = network.parameters().get("embedding/Weights").doubles();
    int width = rows.length / 89;
    for (int c = 0; c < width; c++) {
      assertThat(table[c]).isEqualTo(rows[c]); // hydrogen
      assertThat(table[82 * width + c]).isEqualTo(rows[82 * width + c]); // bismuth
      assertThat(table[91 * width + c]).isEqualTo(rows[86 * width + c]); // uranium, behind the gap
      assertThat(table[85 * width + c]).isNaN(); // radon
    }
  }

  @Test
  void followTheOrderOfTheElementsThatTheFileNames() throws IOException {
    ObjectNode card = card("M3GNet");
    ArrayNode named = (ArrayNode) arguments(card).get("element_types");
    named.set(0, JSON.valueToTree("Og"));
    named.set(1, JSON.valueToTree("H"));
    MatglNetwork network = network("M3GNet", card, tensors("M3GNet"));
    float[] rows = tensors("M3GNet").get("model.embedding.layer_node_embedding.weight").floats();
    double[] table = network.parameters().get("embedding/Weights").doubles();
    assertThat(network.elements()).contains(1, 118).doesNotContain(2);
    assertThat(table).hasSize(118 * 64);
    assertThat(table[0]).isEqualTo(rows[64]);
    assertThat(table[(Element.Og.atomicNumber() - 1) * 64]).isEqualTo(rows[0]);
    named.set(2, JSON.valueToTree("H"));
    assertThatThrownBy(() -> network("M3GNet", card, Map.of()))
        .hasMessage("model.json: element_types must be symbols of elements, each once, got \"H\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "activation_type | 'swish' | activation_type must be \"softplus2\", got \"swish\"",
        "nlayers_set2set | 2 | nlayers_set2set must be 1, got 2",
        "nblocks | 0 | nblocks must be a whole number, 1 to 4096, got 0",
        "nblocks | 9999999999 | nblocks must be a whole number, 1 to 4096, got 9999999999",
        "hidden_layer_sizes_conv | [64, 16] | hidden_layer_sizes_conv must end as hidden_layer_sizes_input, with 32, got [64, 16]",
        "hidden_layer_sizes_input | [] | hidden_layer_sizes_input must be a list of 1 to 64 numbers, got []",
        "cutoff | '4' | cutoff must be a positive number, got \"4\"",
        "residual | true | init_args must be known arguments, got \"residual\"",
        "include_state | null | include_state must be true, got null"
      })
  void areRefusedWhereTheyComputeOtherwise(String key, String value, String message)
      throws IOException {
    ObjectNode card = card("MEGNet");
    arguments(card).set(key, JSON.readTree(value.replace('\'', '"')));
    Map<String, Tensor> tensors = tensors("MEGNet");
    assertThatThrownBy(() -> network("MEGNet", card, tensors))
        .isInstanceOf(IOException.class)
        .hasMessage("model.json: " + message);
  }

  @Test
  void areRefusedWhereFilesDoNotBelongTogether() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>(tensors("MEGNet"));
    ObjectNode wider = card("MEGNet");
    arguments(wider).put("dim_node_embedding", 17);
    assertThatThrownBy(() -> network("MEGNet", wider, tensors))
        .hasMessage(
            "model.embedding.layer_node_embedding.weight must have the shape [89, 17] by the sizes"
                + " in model.json, got [89, 16]");
    ObjectNode farther = card("MEGNet");
    arguments(farther).put("cutoff", 5);
    assertThatThrownBy(() -> network("MEGNet", farther, tensors))
        .hasMessageStartingWith("The center 1 of the Gaussians must be 0.0606");
    tensors.put("model.more", Tensor.of(List.of(1L), new float[1]));
    assertThatThrownBy(() -> network("MEGNet", card("MEGNet"), tensors))
        .hasMessage("The network has no place for 1 of the arrays, such as model.more");
    tensors.remove("model.more");
    tensors.remove("model.output_proj.layers.4.bias");
    assertThatThrownBy(() -> network("MEGNet", card("MEGNet"), tensors))
        .hasMessage(
            "model.output_proj.layers.4.bias must have the shape [1] by the sizes in model.json,"
                + " got none");
  }

  @Test
  void areRefusedWhereTheCardIsOfAnotherModel() throws IOException {
    assertThatThrownBy(() -> network("MEGNet", card("M3GNet"), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage("model.json: kwargs / model / @class must be MEGNet, got \"M3GNet\"");
    for (String json : List.of("", "{", "[]", "null", "7")) {
      assertThatThrownBy(
              () -> PublishedMegnet.read(json.getBytes(StandardCharsets.UTF_8), Map.of()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("model.json");
    }
    ObjectNode card = card("MEGNet");
    ((ObjectNode) card.get("kwargs")).put("target_transformer", "Normalizer: Mean=0, Std: 0");
    Map<String, Tensor> tensors = tensors("MEGNet");
    assertThatThrownBy(() -> network("MEGNet", card, tensors))
        .hasMessageStartingWith("model.json: target_transformer: A target scaler needs");
    ((ObjectNode) card.get("kwargs")).put("target_transformer", "LogTransformer");
    assertThatThrownBy(() -> network("MEGNet", card, tensors))
        .hasMessage("model.json: target_transformer must be a Normalizer, got \"LogTransformer\"");
  }
}
