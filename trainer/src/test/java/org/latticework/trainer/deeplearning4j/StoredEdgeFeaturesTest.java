package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class StoredEdgeFeaturesTest {
  private final RandomCrystals random = new RandomCrystals(23);
  private final List<CrystalGraph> crystals = random.crystals(12);
  private final double[] targets = random.targets(12);

  private static ComputationGraph network(ConvolutionVariant variant, DataType type) {
    CgcnnConfig config = new CgcnnConfig(variant, 8, GaussianBasis.book(), 2, 7, 100, false, 0);
    return NetworkGraph.build(config, new Sgd(0.01), type, 5);
  }

  private List<CrystalGraph> expanded(GaussianBasis basis) {
    return crystals.stream().map(crystal -> crystal.expanded(basis)).toList();
  }

  // FLOAT runs the fused kernel, DOUBLE that of ND4J. Stored Gaussians are floats: each differs by
  // up
  // to 6e-8 from those that the kernels compute, and so do, by some of these errors, the losses.
  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, FLOAT", "SUM_NORM, FLOAT", "ORIGINAL, FLOAT",
    "MESSAGE_NORM, DOUBLE", "SUM_NORM, DOUBLE", "ORIGINAL, DOUBLE"
  })
  void trainAsComputedOnesDo(ConvolutionVariant variant, DataType type) {
    ComputationGraph computed = network(variant, type);
    ComputationGraph stored = network(variant, type);
    double first = Double.NaN;
    for (int step = 0; step < 5; step++) {
      computed.fit(new GraphBatch(crystals, targets).toMultiDataSet(type));
      stored.fit(new GraphBatch(expanded(GaussianBasis.book()), targets).toMultiDataSet(type));
      assertThat(stored.score()).isCloseTo(computed.score(), withinPercentage(1e-3));
      first = step == 0 ? stored.score() : first;
    }
    assertThat(stored.score()).isLessThan(first);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void areRefusedInAnotherNumber(DataType type) {
    ComputationGraph network = network(ConvolutionVariant.MESSAGE_NORM, type);
    GraphBatch batch = new GraphBatch(expanded(GaussianBasis.original()), targets);

    assertThatThrownBy(() -> network.fit(batch.toMultiDataSet(type)))
        .hasMessageContaining("expands distances in 64 Gaussians, the edges have 41");
    List<CrystalGraph> mixed =
        List.of(crystals.get(0), crystals.get(1).expanded(GaussianBasis.book()));
    assertThatThrownBy(() -> new GraphBatch(mixed))
        .hasMessageContaining("same number of features, got [0, 64]");
  }
}
