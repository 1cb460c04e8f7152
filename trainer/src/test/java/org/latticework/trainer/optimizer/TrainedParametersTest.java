package org.latticework.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class TrainedParametersTest {
  private final RandomCrystals random = new RandomCrystals(5);

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void areThoseThatAStepOfLengthZeroLeavesAlone(ConvolutionVariant variant) {
    CgcnnConfig config =
        new CgcnnConfig(variant, 5, new GaussianBasis(8, 6, 1.5, true), 2, 7, 100, false, 0);
    ComputationGraph network = NetworkGraph.build(config, new Sgd(0), DataType.DOUBLE, 3);
    double[] before = network.params().toDoubleVector();
    List<CrystalGraph> graphs = random.crystals(6);
    network.fit(new GraphBatch(graphs, new double[6]).toMultiDataSet(DataType.DOUBLE));
    double[] after = network.params().toDoubleVector();
    BitSet rested = new BitSet();
    for (int k = 0; k < after.length; k++) {
      rested.set(k, before[k] == after[k]);
    }
    assertThat(TrainedParameters.of(network)).isEqualTo(rested);
  }
}
