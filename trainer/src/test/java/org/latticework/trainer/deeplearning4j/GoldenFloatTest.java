package org.latticework.trainer.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** The golden step in float, with each kernel. */
class GoldenFloatTest {
  // Two layers of batch norms over few rows amplify rounding errors of 6e-8 some ten times.
  private static final double TOLERANCE = 1e-5;

  static List<GoldenStep> steps() throws IOException {
    return GoldenStep.all();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void fusedKernelMatchesPyTorch(GoldenStep golden) {
    compare(golden, KernelChoice.FUSED);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void nd4jKernelMatchesPyTorch(GoldenStep golden) {
    compare(golden, KernelChoice.ND4J);
  }

  private static void compare(GoldenStep golden, KernelChoice kernel) {
    assertThat(kernel.use(DataType.FLOAT).id()).isEqualTo(kernel.id());
    ComputationGraph network = network(golden, kernel, new Sgd(1));
    MultiDataSet data = data(golden);
    assertClose(network.output(false, data.getFeatures())[0], golden, "eval_output_initial");
    assertClose(network.output(true, data.getFeatures())[0], golden, "train_output");
    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    network.paramTable().forEach((name, like) -> compareGradient(golden, network, name, like));

    ComputationGraph trained = network(golden, kernel, new Adam(5e-3));
    for (double loss : golden.numbers("adam_losses")) {
      trained.fit(data);
      // Adam's first steps have the full size whatever the gradient's, rounding included.
      assertThat(trained.score()).isCloseTo(loss, within(10 * TOLERANCE));
    }
  }

  private static ComputationGraph network(
      GoldenStep golden, KernelChoice kernel, IUpdater updater) {
    ComputationGraph network =
        NetworkGraph.build(
            new NetworkBlueprint(golden.config(), Optional.empty(), kernel),
            LearningRule.of(updater),
            DataType.FLOAT,
            1);
    golden.load("initial", network);
    return network;
  }

  private static MultiDataSet data(GoldenStep golden) {
    MultiDataSet data = golden.data();
    INDArray[] features = data.getFeatures();
    features[0] = features[0].castTo(DataType.FLOAT);
    features[4] = features[4].castTo(DataType.FLOAT);
    INDArray[] labels = {data.getLabels(0).castTo(DataType.FLOAT)};
    return new MultiDataSet(features, labels);
  }

  private static void compareGradient(
      GoldenStep golden, ComputationGraph network, String parameter, INDArray like) {
    INDArray gradient = network.gradient().getGradientFor(parameter).castTo(DataType.DOUBLE);
    INDArray expected;
    if (golden.has("gradient", parameter)) {
      // PyTorch's loss is the mean over crystals, Deeplearning4j's gradient the sum.
      expected = golden.expected("gradient", parameter, like).castTo(DataType.DOUBLE).mul(3);
    } else {
      INDArray after = golden.expected("after_one_forward", parameter, like);
      expected = like.castTo(DataType.DOUBLE).sub(after.castTo(DataType.DOUBLE));
    }
    assertThat(gradient.sub(expected).amaxNumber().doubleValue())
        .as(parameter)
        .isLessThan(TOLERANCE);
  }

  private static void assertClose(INDArray output, GoldenStep golden, String key) {
    assertThat(output.toDoubleVector()).containsExactly(golden.numbers(key), within(TOLERANCE));
  }
}
