package org.latticework.trainer.model.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.Directions;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.IsolatedSiteException;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.training.NetworkBenchmark;
import org.nd4j.linalg.api.buffer.DataType;

/** What matgl's published networks say of real crystals, as models here. */
class MatglModelTest {
  private static final Path SHARED = Path.of("../../shared");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] bytes(String name) throws IOException {
    Path file = SHARED.resolve("data/matgl-pretrained").resolve(name);
    assumeTrue(Files.exists(file), "Skipped: there is no " + file);
    return Files.readAllBytes(file);
  }

  private static MatglModel model(String kind) throws IOException {
    String name = kind + "-MP-2018.6.1-Eform.";
    return MatglModel.read(bytes(name + "json"), bytes(name + "pt"));
  }

  private static void read(String file, Consumer<JsonNode> reader) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SHARED.resolve(file))), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.accept(JSON.readTree(line));
      }
    }
  }

  /**
   * The reference is plain PyTorch in double with these weights, on graphs that pymatgen has made.
   * Its edges are those of the same crystals here.
   */
  @ParameterizedTest
  @CsvSource({"MEGNet, DOUBLE", "MEGNet, FLOAT", "M3GNet, DOUBLE", "M3GNet, FLOAT"})
  void predictRealCrystalsAsTheReferenceDoes(String kind, DataType type) throws IOException {
    MatglModel published = model(kind);
    Map<String, JsonNode> expected = new HashMap<>();
    read(
        "golden/published_networks.jsonl.gz",
        row -> expected.put(row.get("material_id").asText(), row));
    Map<String, Structure> structures = new HashMap<>();
    read(
        "data/mp-20k.jsonl.gz",
        document -> {
          if (expected.containsKey(document.get("material_id").asText())) {
            structures.put(
                document.get("material_id").asText(), NetworkBenchmark.structure(document));
          }
        });
    assertThat(structures).hasSize(60).hasSameSizeAs(expected);
    GraphBuilder builder = new GraphBuilder(published.graphs());
    String name = kind.toLowerCase(Locale.ROOT);
    try (TrainedModel model = published.model("formation_energy_per_atom", type)) {
      List<String> isolated = new ArrayList<>();
      for (Map.Entry<String, Structure> entry : structures.entrySet()) {
        JsonNode row = expected.get(entry.getKey());
        try {
          CrystalGraph graph = builder.build(entry.getValue());
          CrystalGraph read =
              published.graphs().images() ? Directions.of(graph, entry.getValue()) : graph;
          assertThat(edges(read)).as(entry.getKey()).isEqualTo(row.at("/edges/" + name).asInt());
          // Lengths of edges are floats here.
          assertThat(model.predict(List.of(read)).get(0)[0])
              .as(entry.getKey())
              .isCloseTo(row.at("/prediction/" + name).asDouble(), within(1e-5));
        } catch (IsolatedSiteException e) {
          isolated.add(entry.getKey()); // of which there are no graphs here
        }
      }
      assertThat(isolated).hasSize(kind.equals("MEGNet") ? 2 : 0);
    }
  }

  private static int edges(CrystalGraph graph) {
    int edges = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      for (int e = graph.offset(i); e < graph.offset(i + 1); e++) {
        edges += graph.multiplicity(i) * graph.weight(e);
      }
    }
    return edges;
  }

  @Test
  void namesTheNetworksThatCanBeRead() throws IOException {
    byte[] state = bytes("MEGNet-MP-2018.6.1-Eform.pt");
    byte[] card = "{\"kwargs\": {\"model\": {\"@class\": \"CHGNet\"}}}".getBytes(UTF_8);
    assertThatThrownBy(() -> MatglModel.read(card, state))
        .isInstanceOf(IOException.class)
        .hasMessage("model.json: of matgl's networks MEGNet and M3GNet can be read, got CHGNet");
    assertThatThrownBy(() -> MatglModel.read("{}".getBytes(UTF_8), state))
        .hasMessage("model.json has no kwargs / model / @class");
  }

  /** Arrays fit the card, but no network here is like that. */
  @ParameterizedTest
  @CsvSource({"threebody_cutoff, 6", "niters_set2set, 100", "cutoff, 1e999"})
  void refusesWhatNoNetworkHereCanBe(String argument, String value) throws IOException {
    byte[] state = bytes("M3GNet-MP-2018.6.1-Eform.pt");
    String card = new String(bytes("M3GNet-MP-2018.6.1-Eform.json"), UTF_8);
    String other = card.replaceAll("(\"" + argument + "\"\\s*:\\s*)[0-9.]+", "$1" + value);
    assertThat(other).isNotEqualTo(card);
    assertThatThrownBy(() -> MatglModel.read(other.getBytes(UTF_8), state))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("model.json");
  }
}
