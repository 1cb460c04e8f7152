package org.latticework.trainer.beginning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.optimizer.LearningRule;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

class AncestorTest {
  private static final String VECTORS = "network_embedding/vectors";
  private static final Scaling SCALING = new Scaling(List.of(new TargetScaler(-1.5, 0.25)));

  private static CgcnnConfig config(int width) {
    return new CgcnnConfig(
        ConvolutionVariant.ORIGINAL, width, new GaussianBasis(8, 9, 1, true), 2, 5, 20, true, 0);
  }

  private static ComputationGraph network(int width, long seed, String... columns) {
    return NetworkGraph.build(
        NetworkBlueprint.of(config(width)),
        new Regression(List.of(columns)),
        LearningRule.of(new NoOp()),
        DataType.FLOAT,
        seed);
  }

  private static TrainedModel model(Map<String, String> facts) {
    return new TrainedModel(network(4, 1, "a"), Regression.of("a"), SCALING, facts);
  }

  private static TrainedModel model() {
    return model(Map.of());
  }

  @Test
  void givesAllOfItToTheNewNetwork() {
    ComputationGraph network = network(4, 2, "a");
    Ancestor.of(model(), true, true).fill(network);
    assertThat(network.params().toFloatVector())
        .isEqualTo(model().network().params().toFloatVector());
    assertThat(Ancestor.of(model(), true, true).scaling()).contains(SCALING);
    assertThat(Ancestor.of(model(), true, false).scaling()).isEmpty();
  }

  @Test
  void leavesANewHeadAsItBeganWhateverItPredicts() {
    ComputationGraph network = network(4, 2, "a", "b");
    ComputationGraph random = network(4, 2, "a", "b");
    Ancestor.of(model(), false, false).fill(network);
    Map<String, INDArray> old = model().network().paramTable();
    int kept = 0;
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      String name = parameter.getKey();
      boolean head = name.startsWith("output_") || name.startsWith("network_hidden/");
      kept += head ? 0 : 1;
      assertThat(parameter.getValue())
          .as(name)
          .isEqualTo(head ? random.paramTable().get(name) : old.get(name));
    }
    assertThat(kept).isEqualTo(1 + 2 * (4 + 3 * 4));
  }

  @Test
  void beginsElementsThatItNeverSawAsTheMeanOfTheOthers() {
    TrainedModel model = model(Map.of("elements", "1,3,8"));
    ComputationGraph network = network(4, 2, "a");
    Ancestor ancestor = Ancestor.of(model, true, true);
    ancestor.fill(network);
    INDArray old = model.network().paramTable().get(VECTORS);
    INDArray vectors = network.paramTable().get(VECTORS);
    for (int z = 1; z <= 20; z++) {
      for (int c = 0; c < 4; c++) {
        double mean = ((double) old.getFloat(0, c) + old.getFloat(2, c) + old.getFloat(7, c)) / 3;
        boolean seen = Set.of(1, 3, 8).contains(z);
        assertThat(vectors.getFloat(z - 1, c))
            .isEqualTo(seen ? old.getFloat(z - 1, c) : (float) mean);
      }
    }
    assertThat(ancestor.unseen(new TreeSet<>(Set.of(2, 3, 11)))).containsExactly(2, 11);
    assertThat(ancestor.learned(new TreeSet<>(Set.of(2, 3, 11))))
        .contains(new TreeSet<>(Set.of(1, 2, 3, 8, 11)));
  }

  @Test
  void guessesNothingWhereTheModelDoesNotSayItsElements() {
    Ancestor ancestor = Ancestor.of(model(), true, true);
    assertThat(ancestor.unseen(new TreeSet<>(Set.of(2)))).isEmpty();
    assertThat(ancestor.learned(new TreeSet<>(Set.of(2)))).isEmpty();
  }

  @Test
  void comesWholeToAnExecutor() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Ancestor.of(model(), true, true));
    }
    ComputationGraph network = network(4, 2, "a");
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ((Beginning) in.readObject()).fill(network);
    }
    assertThat(network.params().toFloatVector())
        .isEqualTo(model().network().params().toFloatVector());
  }

  @Test
  void refusesANetworkOfAnotherShapeOrAnotherHead() {
    assertThatThrownBy(() -> Ancestor.of(model(), true, true).fill(network(5, 2, "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot begin as one of the shape");
    assertThatThrownBy(() -> Ancestor.of(model(), true, true).fill(network(4, 2, "a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("output_");
  }
}
