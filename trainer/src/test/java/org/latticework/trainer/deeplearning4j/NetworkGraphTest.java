package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.optimizer.TrainedParameters;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

class NetworkGraphTest {
  private static CgcnnConfig small(ConvolutionVariant variant) {
    return new CgcnnConfig(variant, 5, new GaussianBasis(8, 6, 1.5, true), 2, 7, 100, false, 0);
  }

  private static AtomFeatures features(int elements, int size) {
    Random random = new Random(3);
    float[][] rows = new float[elements][size];
    for (float[] row : rows) {
      for (int k = 0; k < size; k++) {
        row[k] = random.nextInt(2);
      }
    }
    return new AtomFeatures(rows);
  }

  @Test
  void theDefaultNetworkHas89729TrainedParameters() {
    ComputationGraph network =
        NetworkGraph.build(CgcnnConfig.standard(), new Adam(5e-4), DataType.FLOAT, 1);

    assertThat(TrainedParameters.of(network).cardinality()).isEqualTo(89_729);
    // and for each of 3 convolutions 2 norms with mean and variance of 64 channels
    assertThat(network.params().length()).isEqualTo(89_729 + 3 * 2 * 2 * 64);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 0})
  void theSameSeedBeginsTheSameNetwork(long seed) {
    CgcnnConfig config = small(ConvolutionVariant.MESSAGE_NORM);

    assertThat(NetworkGraph.build(config, new Adam(), DataType.FLOAT, seed).params())
        .isEqualTo(NetworkGraph.build(config, new Adam(), DataType.FLOAT, seed).params())
        .isNotEqualTo(NetworkGraph.build(config, new Adam(), DataType.FLOAT, 8).params());
  }

  @Test
  void theConfigurationTravelsAsJson() {
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(
                CgcnnConfig.original(8, 2, 4), Optional.of(features(100, 92)), KernelChoice.AUTO),
            LearningRule.of(new Adam(1e-3)),
            DataType.FLOAT,
            5);

    ComputationGraphConfiguration copy =
        ComputationGraphConfiguration.fromJson(network.getConfiguration().toJson());

    assertThat(copy.getVertices()).isEqualTo(network.getConfiguration().getVertices());
  }

  @Test
  void saysWhichAtomHasAnElementItDoesNotKnow() {
    ComputationGraph network =
        NetworkGraph.build(small(ConvolutionVariant.SUM_NORM), new Adam(1e-3), DataType.FLOAT, 5);
    CrystalGraph seaborgium =
        new CrystalGraph(new int[] {106}, new int[] {0, 1}, new int[] {0}, new float[] {3});

    assertThatThrownBy(
            () -> network.output(new GraphBatch(List.of(seaborgium)).features(DataType.FLOAT)))
        .hasMessageContaining(
            "Atom 0 of the batch has atomic number 106, the network knows 1 to 100");
  }

  @Test
  void refusesATableThatDoesNotFit() {
    assertThatThrownBy(
            () ->
                new NetworkBlueprint(
                    CgcnnConfig.original(8, 2, 4),
                    Optional.of(features(50, 92)),
                    KernelChoice.AUTO))
        .hasMessageContaining("needs 92 features of 100 elements, the table has 92 of 50");
  }
}
