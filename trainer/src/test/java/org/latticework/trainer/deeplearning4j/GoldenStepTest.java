package org.latticework.trainer.deeplearning4j;

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
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

class GoldenStepTest {
  static List<GoldenStep> steps() throws IOException {
    return GoldenStep.all();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void forwardAndBackwardMatchPyTorchInDoublePrecision(GoldenStep golden) {
    ComputationGraph network = NetworkGraph.build(golden.config(), new Sgd(1), DataType.DOUBLE, 1);
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

  @ParameterizedTest
  @MethodSource("steps")
  void fiveAdamStepsMatchPyTorchOnceEpsilonIsWherePyTorchAddsIt(GoldenStep golden) {
    ComputationGraph network = trained(golden, new PyTorchAdam(5e-3), 1e-9);

    network
        .paramTable()
        .forEach(
            (name, array) -> {
              INDArray expected = golden.expected("after_five_adam_steps", name, array);
              assertThat(array.sub(expected).amaxNumber().doubleValue()).as(name).isLessThan(1e-6);
            });
    assertClose(
        network.output(false, golden.data().getFeatures())[0], golden.numbers("eval_output_final"));
  }

  /**
   * Deeplearning4j's Adam is lr √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε), PyTorch's has ε √(1 − β₂ᵗ) in
   * place of ε: in the first step Deeplearning4j's ε weighs 1/√0.001 = 32 times as much. It slows
   * weights whose gradient is near 1e-8 (those of Gaussians that no distance is near), which the
   * output hardly depends on: the losses differ by 3.2e-6 at most, some of these weights by 6e-4.
   */
  @ParameterizedTest
  @MethodSource("steps")
  void deeplearning4jsOwnAdamDiffersByItsEpsilonOnly(GoldenStep golden) {
    trained(golden, new Adam(5e-3), 5e-6);
  }

  private static ComputationGraph trained(GoldenStep golden, IUpdater updater, double tolerance) {
    ComputationGraph network = NetworkGraph.build(golden.config(), updater, DataType.DOUBLE, 1);
    golden.load("initial", network);
    // The golden made one forward pass in training before the first step.
    golden.load("after_one_forward", network);
    MultiDataSet data = golden.data();
    for (double loss : golden.numbers("adam_losses")) {
      network.fit(data);
      assertThat(network.score()).isCloseTo(loss, within(tolerance));
    }
    return network;
  }

  /** Deeplearning4j's Adam with PyTorch's ε. */
  private static final class PyTorchAdam extends Adam {
    private static final long serialVersionUID = 1L;

    PyTorchAdam(double learningRate) {
      super(learningRate);
    }

    @Override
    public Adam clone() {
      return new PyTorchAdam(getLearningRate());
    }

    @Override
    public GradientUpdater<Adam> instantiate(INDArray view, boolean initialize) {
      Adam config = new Adam(getLearningRate());
      AdamUpdater updater =
          new AdamUpdater(config) {
            @Override
            public void applyUpdater(INDArray gradient, int iteration, int epoch) {
              config.setEpsilon(1e-8 * Math.sqrt(1 - Math.pow(config.getBeta2(), iteration + 1)));
              super.applyUpdater(gradient, iteration, epoch);
            }
          };
      INDArray flat = view.reshape(view.length());
      updater.setStateViewArray(flat, new long[] {flat.length() / 2}, flat.ordering(), initialize);
      return updater;
    }
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
