package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Textbook crystals, whose lengths within a shell are equal to rounding: merged and plain agree.
 */
class MergedNetworkTest {
  /** Copper: one node with one edge, which stand for four atoms and twelve neighbors. */
  private static final Structure COPPER =
      cubic(3.61, new int[] {29, 29, 29, 29}, 0, 0, 0, 0, .5, .5, .5, 0, .5, .5, .5, 0);

  private static final Structure TITANATE =
      cubic(
          3.905, new int[] {38, 22, 8, 8, 8}, 0, 0, 0, .5, .5, .5, .5, .5, 0, .5, 0, .5, 0, .5, .5);

  /** Without symmetry but that of every lattice. */
  private static final Structure CROOKED =
      new Structure(
          Lattice.fromParameters(4.1, 5.3, 6.2, 81, 97, 104),
          new int[] {14, 8, 8},
          new double[] {0, 0, 0, .31, .22, .4, .62, .81, .13});

  private static Structure cubic(double edge, int[] numbers, double... fractional) {
    return new Structure(Lattice.fromParameters(edge, edge, edge, 90, 90, 90), numbers, fractional);
  }

  private static CrystalGraph graph(Structure structure, boolean merged) {
    return new GraphBuilder(new GraphConfig(8, 12, Ties.ALL, merged, false)).build(structure);
  }

  /** Of a crystal alone, where a single count may look like all of them, and of several. */
  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, ND4J",
    "MESSAGE_NORM, FUSED",
    "SUM_NORM, ND4J",
    "SUM_NORM, FUSED",
    "ORIGINAL, ND4J",
    "ORIGINAL, FUSED"
  })
  void learnsTheSameFromMergedAsFromPlainCrystals(ConvolutionVariant variant, KernelChoice kernel) {
    boolean fused = kernel == KernelChoice.FUSED;
    // Lengths are floats, and in a batch of copper alone norms divide by next to nothing.
    double tolerance = fused ? 1e-3 : 1e-6;
    assertThat(graph(COPPER, true).nodes()).isEqualTo(1);
    assertThat(graph(COPPER, true).edges()).isEqualTo(1);
    for (List<Structure> crystals :
        List.of(List.of(COPPER), List.of(TITANATE), List.of(COPPER, CROOKED, TITANATE))) {
      ComputationGraph network = network(variant, kernel, fused ? DataType.FLOAT : DataType.DOUBLE);
      INDArray[] plain = step(network, crystals.stream().map(it -> graph(it, false)));
      INDArray[] merged = step(network, crystals.stream().map(it -> graph(it, true)));
      INDArray[] mixed = step(network, crystals.stream().map(it -> graph(it, it == COPPER)));
      for (int k = 0; k < plain.length; k++) {
        double scale = Math.max(1, plain[k].amaxNumber().doubleValue());
        for (INDArray[] other : List.of(merged, mixed)) {
          assertThat(other[k].sub(plain[k]).amaxNumber().doubleValue() / scale)
              .as("%s, %d crystals", k == 0 ? "output" : "gradient", crystals.size())
              .isLessThan(tolerance);
        }
      }
    }
  }

  /** An isolated node may stand for several, too. */
  @ParameterizedTest
  @CsvSource({"ND4J", "FUSED"})
  void aNodeWithoutEdgesCountsAsOftenAsItStandsForOne(KernelChoice kernel) {
    CrystalGraph one =
        new CrystalGraph(new int[] {18, 2}, new int[] {0, 0, 0}, new int[0], new float[0]);
    CrystalGraph three =
        new CrystalGraph(new int[] {18, 18, 2}, new int[] {0, 0, 0, 0}, new int[0], new float[0]);
    DataType type = kernel == KernelChoice.FUSED ? DataType.FLOAT : DataType.DOUBLE;
    ComputationGraph network = network(ConvolutionVariant.MESSAGE_NORM, kernel, type);
    INDArray[] merged = step(network, Stream.of(one.merged(new int[] {2, 1}, new int[0])));
    INDArray[] plain = step(network, Stream.of(three));
    for (int k = 0; k < plain.length; k++) {
      assertThat(merged[k].sub(plain[k]).amaxNumber().doubleValue()).isLessThan(1e-4);
    }
  }

  private static ComputationGraph network(
      ConvolutionVariant variant, KernelChoice kernel, DataType type) {
    CgcnnConfig config =
        new CgcnnConfig(variant, 5, new GaussianBasis(8, 6, 1.5, true), 2, 7, 100, false, 0);
    return NetworkGraph.build(
        new NetworkBlueprint(config, Optional.empty(), kernel),
        LearningRule.of(new Sgd(1)),
        type,
        1);
  }

  /** Returns outputs and gradient of a batch in training. */
  private static INDArray[] step(ComputationGraph network, Stream<CrystalGraph> crystals) {
    List<CrystalGraph> graphs = crystals.toList();
    DataType type = network.params().dataType();
    MultiDataSet data = new GraphBatch(graphs, new double[graphs.size()]).toMultiDataSet(type);
    INDArray output = network.output(true, data.getFeatures())[0].castTo(DataType.DOUBLE);
    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    return new INDArray[] {output, network.gradient().gradient().castTo(DataType.DOUBLE).dup()};
  }
}
