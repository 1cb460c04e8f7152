package org.latticework.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

class GoldenStepTest {
  static List<GoldenStep> steps() throws IOException {
    return GoldenStep.all();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void forwardAndBackwardMatchPyTorchInDoublePrecision(GoldenStep golden) {
    ComputationGraph network =
        CrystalNetwork.build(golden.config(), new Sgd(1), DataType.DOUBLE, 1);
    golden.load("initial", network);
    MultiDataSet data = golden.data();

    assertClose(
        network.output(false, data.getFeatures())[0], golden.numbers("eval_output_initial"));
    assertClose(network.output(true, data.getFeatures())[0], golden.numbers("train_output"));

    network.setInputs(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    assertThat(network.score()).isCloseTo(golden.number("loss"), within(1e-9));
    network.paramTable().forEach((name, like) -> compareGradient(golden, network, name, like));
  }

  private static void compareGradient(
      GoldenStep golden, ComputationGraph network, String parameter, INDArray like) {
    INDArray gradient = network.gradient().getGradientFor(parameter);
    if (golden.has("gradient", parameter)) {
      // PyTorch's loss is the mean over crystals, Deeplearning4j's gradient the sum.
      INDArray expected = golden.expected("gradient", parameter, like).mul(3);
      assertThat(gradient.distance2(expected)).as(parameter).isLessThan(1e-9);
    } else {
      INDArray expected = golden.expected("after_one_forward", parameter, like);
      assertThat(like.sub(gradient).distance2(expected)).as(parameter).isLessThan(1e-9);
    }
  }

  private static void assertClose(INDArray output, double[] expected) {
    assertThat(output.toDoubleVector()).containsExactly(expected, within(1e-9));
  }
}
