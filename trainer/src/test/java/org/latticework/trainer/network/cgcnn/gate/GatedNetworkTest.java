package org.latticework.trainer.network.cgcnn.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.kinds.NetworkKinds;

class GatedNetworkTest {
  private static final GaussianBasis BASIS = new GaussianBasis(8, 17, 0.5, true);

  private static CgcnnConfig config(ConvolutionVariant variant, int features) {
    return new CgcnnConfig(variant, 6, BASIS, 3, 5, 100, false, features);
  }

  private static Optional<AtomFeatures> table(int features) {
    float[][] rows = new float[100][features];
    for (int z = 0; z < rows.length && features > 0; z++) {
      rows[z][z % features] = 0.01f * z;
    }
    return features == 0 ? Optional.empty() : Optional.of(new AtomFeatures(rows));
  }

  /** Returns plain crystals, merged ones, one without edges, and one with features of its edges. */
  private static List<CrystalGraph> crystals() {
    RandomCrystals random = new RandomCrystals(8);
    List<CrystalGraph> crystals = new ArrayList<>(random.crystals(5));
    for (CrystalGraph plain : random.crystals(5)) {
      crystals.add(
          plain.merged(
              IntStream.range(0, plain.nodes()).map(i -> 1 + i % 3).toArray(),
              IntStream.range(0, plain.edges()).map(edge -> 1 + edge % 4).toArray()));
    }
    crystals.add(new CrystalGraph(new int[] {2}, new int[] {0, 0}, new int[0], new float[0]));
    crystals.add(random.crystal(4).expanded(BASIS));
    return crystals;
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, 0",
    "MESSAGE_NORM, 4",
    "SUM_NORM, 0",
    "SUM_NORM, 4",
    "ORIGINAL, 0",
    "ORIGINAL, 4"
  })
  void computesTheFormulaAndWhatThePredictorComputes(ConvolutionVariant variant, int features) {
    CgcnnConfig config = config(variant, features);
    Parameters parameters = new RandomNetwork(config, 21);
    GatedNetwork network = new GatedNetwork(config, table(features), parameters);
    FormulaNetwork formula = new FormulaNetwork(config, table(features), parameters);
    for (CrystalGraph graph : crystals()) {
      formula.forward(graph);
      EdgeGates gates = network.gates(graph);
      assertThat(gates.edges()).isEqualTo(graph.edges());
      assertThat(gates.convolutions()).isEqualTo(network.convolutions()).isEqualTo(3);
      for (int t = 0; t < 3; t++) {
        for (int edge = 0; edge < graph.edges(); edge++) {
          // Floats: some 1e-7 an operation, of vectors that three convolutions make ten times
          // larger.
          assertThat((double) gates.gate(t, edge))
              .isCloseTo(formula.gates()[t][edge], within(1e-5));
        }
      }
      float[] nodes = network.forward(graph, new float[3][graph.edges()]);
      float[] atoms = NetworkKinds.inference(config, table(features), parameters).pooled(graph);
      for (int c = 0; c < 6; c++) {
        double mean = 0;
        for (int i = 0; i < graph.nodes(); i++) {
          double h = formula.atoms()[i][c];
          assertThat((double) nodes[i * 6 + c]).isCloseTo(h, within(1e-4 * (1 + Math.abs(h))));
          mean += (double) graph.multiplicity(i) * nodes[i * 6 + c] / graph.atoms();
        }
        assertThat((double) atoms[c]).isCloseTo(mean, within(1e-4 * (1 + Math.abs(mean))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void endsWithTheAtomVectorsOfThePredictor(ConvolutionVariant variant) {
    CgcnnConfig config = config(variant, 0);
    Parameters parameters = new RandomNetwork(config, 22);
    CrystalGraph graph = new RandomCrystals(9).crystal(8);
    float[] expected = NetworkKinds.inference(config, Optional.empty(), parameters).atoms(graph);
    float[] atoms =
        new GatedNetwork(config, Optional.empty(), parameters)
            .forward(graph, new float[3][graph.edges()]);
    for (int k = 0; k < atoms.length; k++) {
      assertThat(atoms[k]).isCloseTo(expected[k], within(1e-4f * (1 + Math.abs(expected[k]))));
    }
  }

  /** h_i = (1, 0), h_j = (0, 1), e = (0.8, 0.2), each times the identity: W z = (1.8, 1.2). */
  @Test
  void isTheMeanOfSigmoidsByHand() {
    double distance = Math.sqrt(-Math.log(0.8));
    GaussianBasis basis = new GaussianBasis(distance + Math.sqrt(-Math.log(0.2)), 2, 1, false);
    CgcnnConfig config = new CgcnnConfig(ConvolutionVariant.SUM_NORM, 2, basis, 1, 1, 2, false, 0);
    Parameters random = new RandomNetwork(config, 23);
    Map<String, float[]> given =
        Map.of(
            "embedding/vectors",
            new float[] {1, 0, 0, 1},
            "convolution0/gateWeights",
            new float[] {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1},
            "convolution0/gateBias",
            new float[2]);
    GatedNetwork network =
        new GatedNetwork(
            config,
            Optional.empty(),
            name -> given.containsKey(name) ? given.get(name) : random.values(name));
    EdgeGates gates =
        network.gates(
            new CrystalGraph(
                new int[] {1, 2},
                new int[] {0, 1, 1},
                new int[] {1},
                new float[] {(float) distance}));
    double expected = (1 / (1 + Math.exp(-1.8)) + 1 / (1 + Math.exp(-1.2))) / 2;
    assertThat((double) gates.gate(0, 0)).isCloseTo(expected, within(1e-6));
  }

  /** Strontium titanate: five atoms, three of them equivalent. */
  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void areThoseOfThePlainGraphWhereEquivalentAtomsAreMerged(ConvolutionVariant variant) {
    Structure titanate =
        new Structure(
            Lattice.fromParameters(3.905, 3.905, 3.905, 90, 90, 90),
            new int[] {38, 22, 8, 8, 8},
            new double[] {0, 0, 0, .5, .5, .5, .5, .5, 0, .5, 0, .5, 0, .5, .5});
    CrystalGraph plain = graph(titanate, false);
    CrystalGraph merged = graph(titanate, true);
    assertThat(merged.nodes()).isEqualTo(3);
    CgcnnConfig config = config(variant, 0);
    GatedNetwork network =
        new GatedNetwork(config, Optional.empty(), new RandomNetwork(config, 24));
    for (int t = 0; t < 3; t++) {
      Map<String, Double> expected = byEnds(plain, network.gates(plain), t);
      Map<String, Double> found = byEnds(merged, network.gates(merged), t);
      assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(3);
      found.forEach((ends, gate) -> assertThat(gate).isCloseTo(expected.get(ends), within(1e-5)));
      assertThat(bins(merged, network, t)).hasSameSizeAs(bins(plain, network, t));
      for (int k = 0; k < bins(plain, network, t).size(); k++) {
        GateBin bin = bins(plain, network, t).get(k);
        assertThat(bins(merged, network, t).get(k).edges()).isEqualTo(bin.edges());
        assertThat(bins(merged, network, t).get(k).gate()).isCloseTo(bin.gate(), within(1e-5));
      }
    }
  }

  private static CrystalGraph graph(Structure structure, boolean merged) {
    return new GraphBuilder(new GraphConfig(8, 12, Ties.ALL, merged, false)).build(structure);
  }

  private static List<GateBin> bins(CrystalGraph graph, GatedNetwork network, int convolution) {
    GateHistogram histogram = new GateHistogram(3);
    histogram.add(graph, network.gates(graph));
    return histogram.all().bins(convolution);
  }

  /** Returns the gates by both elements and length; equal ones have the same gate. */
  private static Map<String, Double> byEnds(CrystalGraph graph, EdgeGates gates, int convolution) {
    Map<String, Double> byEnds = new TreeMap<>();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        String ends =
            "%d %d %.3f"
                .formatted(
                    graph.atomicNumber(i),
                    graph.atomicNumber(graph.neighbor(edge)),
                    graph.distance(edge));
        double gate = gates.gate(convolution, edge);
        assertThat(byEnds.getOrDefault(ends, gate)).isCloseTo(gate, within(1e-5));
        byEnds.put(ends, gate);
      }
    }
    return byEnds;
  }

  @Test
  void refusesWhatTheNetworkDoesNotKnow() {
    CgcnnConfig config = config(ConvolutionVariant.MESSAGE_NORM, 0);
    GatedNetwork network =
        new GatedNetwork(config, Optional.empty(), new RandomNetwork(config, 25));
    CrystalGraph heavy =
        new CrystalGraph(new int[] {101}, new int[] {0, 1}, new int[] {0}, new float[] {3});
    assertThatThrownBy(() -> network.gates(heavy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The network knows elements up to 100, got 101");
    CrystalGraph other = new RandomCrystals(1).crystal(2).expanded(GaussianBasis.book());
    assertThatThrownBy(() -> network.gates(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The network expands distances in 17 Gaussians, the edges have 64");
  }
}
