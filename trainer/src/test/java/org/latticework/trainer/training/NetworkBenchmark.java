package org.latticework.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.Directions;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Times training steps of a kind of network on real crystals, every 62nd of a dump, 32 a batch, on
 * one thread. Graphs are made beforehand; batches are made within the time. As long a run before
 * gives the compiler its time.
 */
public final class NetworkBenchmark {
  private static final int BATCH = 32;
  private static final int BATCHES = 10;
  private static final int EVERY = 62;
  private static final Map<String, NetworkConfig> NETWORKS =
      Map.of(
          "cgcnn", CgcnnConfig.standard(),
          "schnet", SchnetConfig.standard(),
          "cogn", CognConfig.standard(),
          "megnet", MegnetConfig.standard(),
          "m3gnet", M3gnetConfig.standard(),
          "equivariant", EquivariantConfig.standard(),
          "alignn", AlignnConfig.standard());

  private NetworkBenchmark() {}

  /** Prints the rate; arguments: dump, kind, merged or plain graphs, kernel, seconds. */
  public static void main(String[] arguments) throws IOException {
    String kind = arguments[1];
    boolean merged = arguments[2].equals("merged");
    KernelChoice kernel = KernelChoice.of(arguments[3]);
    double seconds = Double.parseDouble(arguments[4]);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    List<CrystalGraph> graphs = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (JsonNode document : documents(Path.of(arguments[0]))) {
      graphs.add(graph(structure(document), kind, merged));
      targets.add(document.get("formation_energy_per_atom").asDouble());
    }
    ComputationGraph network = network(NETWORKS.get(kind), kernel);
    rate(network, graphs, targets, seconds); // compiles
    double rate = rate(network, graphs, targets, seconds);
    int edges = graphs.stream().mapToInt(CrystalGraph::edges).sum();
    System.out.printf(
        Locale.ROOT,
        "%s, kernel %s, %s graphs of %.0f edges a crystal: %.1f crystals a second, %d a step%n",
        kind,
        kernel.id(),
        arguments[2],
        (double) edges / graphs.size(),
        rate,
        BATCH);
  }

  /** Returns crystals a second, of all batches over and over until the time is up. */
  private static double rate(
      ComputationGraph network, List<CrystalGraph> graphs, List<Double> targets, double seconds) {
    long start = System.nanoTime();
    int steps = 0;
    double past;
    do {
      for (int k = 0; k < BATCHES; k++) {
        step(network, graphs, targets, k);
      }
      steps += BATCHES;
      past = (System.nanoTime() - start) * 1e-9;
    } while (past < seconds);
    return steps * BATCH / past;
  }

  private static ComputationGraph network(NetworkConfig config, KernelChoice kernel) {
    Optional<AtomFeatures> features =
        config.elementFeatures() > 0 ? Optional.of(features(config)) : Optional.empty();
    return NetworkGraph.build(
        new NetworkBlueprint(config, features, kernel),
        LearningRule.of(new Adam(5e-4)),
        DataType.FLOAT,
        1);
  }

  private static List<JsonNode> documents(Path dump) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> documents = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(dump)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % EVERY == 0 && documents.size() < BATCH * BATCHES) {
          documents.add(mapper.readTree(line));
        }
      }
    }
    return documents;
  }

  /** A table of random features. */
  private static AtomFeatures features(NetworkConfig config) {
    Random random = new Random(5);
    float[][] rows = new float[config.elements()][config.elementFeatures()];
    for (float[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = random.nextFloat();
      }
    }
    return new AtomFeatures(rows);
  }

  private static void step(
      ComputationGraph network, List<CrystalGraph> graphs, List<Double> targets, int number) {
    int from = number * BATCH;
    double[] labels =
        targets.subList(from, from + BATCH).stream().mapToDouble(Double::doubleValue).toArray();
    MultiDataSet batch =
        new GraphBatch(graphs.subList(from, from + BATCH), labels).toMultiDataSet(DataType.FLOAT);
    network.fit(batch);
    Arrays.stream(batch.getFeatures()).forEach(INDArray::close); // as BatchStream does
    Arrays.stream(batch.getLabels()).forEach(INDArray::close);
  }

  /** All within 5 Å; the nearest 24 for coGN and 12 for CGCNN and ALIGNN, with ties. */
  private static CrystalGraph graph(Structure structure, String kind, boolean merged) {
    int cap =
        switch (kind) {
          case "cogn" -> 24;
          case "cgcnn", "alignn" -> 12;
          default -> GraphConfig.ALL_NEIGHBORS;
        };
    double cutoff = cap == GraphConfig.ALL_NEIGHBORS ? 5 : 8;
    GraphConfig config = new GraphConfig(cutoff, cap, Ties.ALL, merged, !merged);
    CrystalGraph graph = new GraphBuilder(config).build(structure);
    return merged ? graph : Directions.of(graph, structure);
  }

  private static Structure structure(JsonNode document) {
    double[] rows = new double[9];
    for (int k = 0; k < 9; k++) {
      rows[k] = document.at("/structure/lattice/matrix").get(k / 3).get(k % 3).asDouble();
    }
    JsonNode sites = document.at("/structure/sites");
    int[] numbers = new int[sites.size()];
    double[] fractional = new double[3 * sites.size()];
    for (int i = 0; i < sites.size(); i++) {
      String symbol = sites.get(i).at("/species/0/element").asText();
      numbers[i] = Element.ofSymbol(symbol).orElseThrow().atomicNumber();
      for (int axis = 0; axis < 3; axis++) {
        fractional[3 * i + axis] = sites.get(i).get("abc").get(axis).asDouble();
      }
    }
    return new Structure(Lattice.ofRows(rows), numbers, fractional);
  }
}
