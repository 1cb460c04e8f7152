package org.latticework.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.ToyExamples;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class TrainedModelTest {
  private final RandomCrystals random = new RandomCrystals(2);
  private final ComputationGraph network =
      NetworkGraph.build(CgcnnConfig.standard(), new Adam(1e-3), DataType.FLOAT, 1);
  private final TrainedModel model =
      new TrainedModel(
          network,
          Regression.of("band_gap"),
          new Scaling(List.of(new TargetScaler(-1.5, 2))),
          Map.of("graph_config", "g-1"));

  @Test
  void predictsInTheTargetsUnit() {
    List<CrystalGraph> crystals = random.crystals(3);
    INDArray outputs =
        network.outputSingle(false, new GraphBatch(crystals).features(DataType.FLOAT));

    assertThat(ToyExamples.first(model.predict(crystals)))
        .containsExactly(
            new double[] {
              -1.5 + 2 * outputs.getDouble(0),
              -1.5 + 2 * outputs.getDouble(1),
              -1.5 + 2 * outputs.getDouble(2)
            },
            within(1e-12));
  }

  @Test
  void predictsManyAsItPredictsEach() {
    // 120 crystals of 60 atoms with 12 neighbors go into three batches.
    List<CrystalGraph> crystals = Stream.generate(() -> random.crystal(60)).limit(120).toList();

    double[] predictions = ToyExamples.first(model.predict(crystals));

    assertThat(predictions).hasSize(120);
    for (int k = 0; k < 120; k += 17) {
      // Floats: sums of 100 terms rounded in another order.
      assertThat(model.predict(List.of(crystals.get(k))).get(0)[0])
          .isCloseTo(predictions[k], within(1e-5));
    }
    assertThat(model.predict(List.of())).isEmpty();
  }

  @Test
  void freesItsMemoryAndLeavesOtherModelsTheirs() {
    List<CrystalGraph> crystals = random.crystals(5);
    double[] predictions = ToyExamples.first(model.predict(crystals));
    ComputationGraph twin = network.clone();
    TrainedModel copy =
        new TrainedModel(twin, Regression.of("band_gap"), model.scaling(), Map.of());

    assertThat(ToyExamples.first(copy.predict(crystals))).isEqualTo(predictions);
    copy.close();

    assertThat(copy.network().params().wasClosed()).isTrue();
    assertThat(ToyExamples.first(model.predict(crystals))).isEqualTo(predictions);
  }
}
