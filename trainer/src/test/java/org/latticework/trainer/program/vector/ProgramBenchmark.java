package org.latticework.trainer.program.vector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times forward and backward passes of programs over batches of 32 crystals of the Materials
 * Project, in seconds of the thread's processor. Arguments: file of the crystals, number of
 * batches, of repetitions, networks ({@code schnet}, or {@code schnet-plain} where nothing is
 * merged).
 */
public final class ProgramBenchmark {
  private static final int BATCH = 32;
  private static final int EVERY = 75; // of 20,000 crystals
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Map<String, ProgramConfig> NETWORKS =
      Map.of(
          "schnet", SchnetConfig.standard(),
          "cogn", CognConfig.standard(),
          "megnet", MegnetConfig.standard());

  private ProgramBenchmark() {}

  /** Prints what a step takes. */
  public static void main(String[] arguments) throws IOException {
    List<Structure> structures = structures(Path.of(arguments[0]));
    int batches = Integer.parseInt(arguments[1]);
    int repetitions = Integer.parseInt(arguments[2]);
    for (String network : Arrays.asList(arguments).subList(3, arguments.length)) {
      boolean merged = !network.endsWith("-plain");
      String name = network.replace("-plain", "");
      GraphConfig config =
          name.equals("cogn")
              ? new GraphConfig(12, 24, Ties.ALL, merged, false)
              : new GraphConfig(5, GraphConfig.ALL_NEIGHBORS, Ties.ALL, merged, false);
      GraphBuilder builder = new GraphBuilder(config);
      List<CrystalGraph> graphs =
          structures.stream()
              .map(builder::build)
              .filter(graph -> graph.edges() > 0)
              .limit((long) BATCH * batches)
              .toList();
      System.out.printf("%s: ", network);
      measure(NETWORKS.get(name).program(), graphs, repetitions);
    }
  }

  private static void measure(Program program, List<CrystalGraph> graphs, int repetitions) {
    double[] flat = ProgramRun.parameters(program, 1);
    INDArray numbers = Nd4j.createFromArray(flat).castTo(DataType.FLOAT).mul(0.3);
    Weights weights = new Weights(program.parameters(), numbers);
    Weights gradients = new Weights(program.parameters(), Nd4j.create(DataType.FLOAT, flat.length));
    VectorProgram network = new VectorProgram(program, Optional.empty());
    List<CrystalBatch> batches = new ArrayList<>();
    int edges = 0;
    int nodes = 0;
    for (int k = 0; k + BATCH <= graphs.size(); k += BATCH) {
      GraphBatch batch = new GraphBatch(graphs.subList(k, k + BATCH));
      batches.add(new CrystalBatch(batch.features(DataType.FLOAT)));
      edges += batch.edges();
      nodes += batch.nodes();
    }
    INDArray back = Nd4j.ones(DataType.FLOAT, BATCH, program.output().width());
    double best = Double.MAX_VALUE;
    double forward = Double.MAX_VALUE;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      long start = THREADS.getCurrentThreadCpuTime();
      long forwards = 0;
      for (CrystalBatch batch : batches) {
        long begin = THREADS.getCurrentThreadCpuTime();
        network.forward(batch, weights, true);
        forwards += THREADS.getCurrentThreadCpuTime() - begin;
        network.backward(back, weights, gradients);
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) * 1e-9);
      forward = Math.min(forward, forwards * 1e-9);
    }
    int crystals = batches.size() * BATCH;
    System.out.printf(
        "%.0f nodes, %.0f edges a batch; %.2f ms a step (%.2f forward), %.0f crystals a second%n",
        (double) nodes / batches.size(),
        (double) edges / batches.size(),
        best * 1e3 / batches.size(),
        forward * 1e3 / batches.size(),
        crystals / best);
  }

  private static List<Structure> structures(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<Structure> structures = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % EVERY == 0) {
          structures.add(structure(mapper.readTree(line).get("structure")));
        }
      }
    }
    return structures;
  }

  private static Structure structure(JsonNode node) {
    double[] rows = new double[9];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = node.get("lattice").get("matrix").get(k / 3).get(k % 3).asDouble();
    }
    JsonNode sites = node.get("sites");
    int[] numbers = new int[sites.size()];
    double[] fractional = new double[3 * sites.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode site = sites.get(i);
      String symbol = site.get("species").get(0).get("element").asText();
      numbers[i] = Element.ofSymbol(symbol).orElseThrow().atomicNumber();
      for (int c = 0; c < 3; c++) {
        fractional[3 * i + c] = site.get("abc").get(c).asDouble();
      }
    }
    return new Structure(Lattice.ofRows(rows), numbers, fractional);
  }
}
