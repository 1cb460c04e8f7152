package org.latticework.trainer.network.golden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.program.ProgramConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small network of PyTorch, in double precision: its first parameters, what it computes of four
 * crystals, gradients, and five plain steps of gradient descent.
 */
final class GoldenNetwork {
  private static final Path FILE = Path.of("../../shared/golden/networks.json.gz");

  private final String name;
  private final JsonNode file;
  private final JsonNode row;

  private GoldenNetwork(String name, JsonNode file) {
    this.name = name;
    this.file = file;
    this.row = file.get("networks").get(name);
  }

  /** Returns all of the file; skips the test where there is none. */
  static List<GoldenNetwork> all() throws IOException {
    JsonNode file = file();
    List<GoldenNetwork> networks = new ArrayList<>();
    file.get("networks")
        .fieldNames()
        .forEachRemaining(n -> networks.add(new GoldenNetwork(n, file)));
    return networks;
  }

  /** Returns the number of parameters by kind of the networks that configurations begin with. */
  static Map<String, Integer> standardCounts() throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    file()
        .get("defaultCounts")
        .fields()
        .forEachRemaining(e -> counts.put(e.getKey(), e.getValue().asInt()));
    return counts;
  }

  private static JsonNode file() throws IOException {
    assumeTrue(Files.exists(FILE), "Skipped: " + FILE + " is not here");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FILE))) {
      return new ObjectMapper().readTree(in);
    }
  }

  ProgramConfig config() {
    return GoldenConfigs.of(row.get("config"));
  }

  /** Returns whether each crystal has a state of its own, which no data of ours have. */
  boolean hasStates() {
    return row.get("config").has("state");
  }

  /** Returns the state of a crystal. */
  List<Double> state(int crystal) {
    List<Double> state = new ArrayList<>();
    file.get("stateInput").get(crystal).forEach(number -> state.add(number.asDouble()));
    return state;
  }

  /** Returns the table of features, elements × F; in floats as a network of ours would have it. */
  Optional<AtomFeatures> features() {
    if (!row.get("config").has("elementFeatures")) {
      return Optional.empty();
    }
    return Optional.of(new AtomFeatures(table().toFloatMatrix()));
  }

  /** Returns the same table in doubles. */
  INDArray table() {
    return array(file.get("elementFeatures"));
  }

  GoldenGraph graph() {
    return new GoldenGraph(file.get("graphs").get(row.get("config").get("graph").asText()));
  }

  /** Returns what crystals should come to, B × 1. */
  INDArray targets() {
    return column("targets", file);
  }

  double number(String key) {
    return row.get(key).asDouble();
  }

  /** Returns a number a crystal, B × 1. */
  INDArray column(String key) {
    return column(key, row);
  }

  private static INDArray column(String key, JsonNode of) {
    INDArray numbers = array(of.get(key));
    return numbers.reshape(numbers.length(), 1);
  }

  /** Returns arrays by name, each with its rows, whatever shape these have. */
  Map<String, INDArray> arrays(String key) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = row.get(key).fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      arrays.put(field.getKey(), array(field.getValue()));
    }
    return arrays;
  }

  /** Returns numbers as a vector, or rows of numbers as a matrix; a row may be nested further. */
  static INDArray array(JsonNode values) {
    List<Double> numbers = new ArrayList<>();
    flatten(values, numbers);
    INDArray flat = Nd4j.createFromArray(numbers.toArray(Double[]::new));
    return values.get(0).isArray() ? flat.reshape('c', values.size(), -1) : flat;
  }

  private static void flatten(JsonNode values, List<Double> numbers) {
    if (values.isArray()) {
      values.forEach(value -> flatten(value, numbers));
    } else {
      numbers.add(values.asDouble());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
