package org.latticework.trainer.network.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.program.ProgramConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every network against PyTorch's autograd on the same crystals, in double precision. */
class GoldenNetworkTest {
  private static final double TOLERANCE = 1e-9; // sums of some hundred terms, five steps of them

  static List<GoldenNetwork> networks() throws IOException {
    return GoldenNetwork.all();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void computesWhatPyTorchDoesLayerByLayer(GoldenNetwork golden) {
    try (GoldenModel model = new GoldenModel(golden)) {
      assertClose("output in evaluation", model.forward(false), golden.column("evalOutput"));
      assertClose("output in training", model.forward(true), golden.column("output"));
      golden.arrays("trace").forEach((name, rows) -> assertClose(name, model.named(name), rows));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void hasTheGradientsOfPyTorch(GoldenNetwork golden) {
    try (GoldenModel model = new GoldenModel(golden)) {
      GoldenModel.Pass pass = model.pass();

      assertThat(pass.loss()).isCloseTo(golden.number("loss"), within(TOLERANCE));
      compare(golden, "gradient", pass.gradients(), pass.headWeights(), pass.headBias());
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void comesToTheSameInFiveStepsOfGradientDescent(GoldenNetwork golden) {
    INDArray losses = golden.column("sgdLosses");
    try (GoldenModel model = new GoldenModel(golden)) {
      for (int step = 0; step < losses.length(); step++) {
        GoldenModel.Pass pass = model.step(golden.number("learningRate"));
        assertThat(pass.loss()).isCloseTo(losses.getDouble(step), within(TOLERANCE));
        if (step == 0) {
          compareRunning(golden, "runningAfterOne", model);
        }
      }
      compareRunning(golden, "runningAfterFive", model);
      compare(
          golden, "parametersAfterFive", model.weights(), model.headWeights(), model.headBias());
      assertClose("output", model.forward(false), golden.column("evalOutputAfterFive"));
    }
  }

  private static void compareRunning(GoldenNetwork golden, String key, GoldenModel model) {
    golden
        .arrays(key)
        .forEach((name, expected) -> assertClose(name, model.weights().matrix(name), expected));
  }

  private static void compare(
      GoldenNetwork golden, String key, Weights found, INDArray headWeights, INDArray headBias) {
    Map<String, INDArray> expected = golden.arrays(key);
    String head = GoldenModel.head(expected);
    assertClose("head", headWeights, expected.remove(head + "Weights"));
    assertClose("head's bias", headBias, expected.remove(head + "Bias"));
    assertThat(golden.config().parameters().stream().filter(Parameter::isTrained))
        .extracting(Parameter::name)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach((name, rows) -> assertClose(name, found.matrix(name), rows));
  }

  private static void assertClose(String what, INDArray found, INDArray expected) {
    assertClose(what, numbers(found), expected);
  }

  private static void assertClose(String what, double[] found, INDArray expected) {
    assertThat(found).as(what).containsExactly(numbers(expected), within(TOLERANCE));
  }

  /** Returns the rows of an array after one another, whatever its shape. */
  private static double[] numbers(INDArray array) {
    return array.dup('c').reshape(array.length()).toDoubleVector();
  }

  /** Of as many elements as the golden's: published models know 89. */
  @Test
  void beginsWithAsManyParametersAsTheSpecificationSays() throws IOException {
    MegnetConfig megnet = MegnetConfig.standard();
    M3gnetConfig m3gnet = M3gnetConfig.standard();
    assertThat(
            Map.of(
                "schnet", count(SchnetConfig.standard(), 0),
                "cogn", count(CognConfig.standard(), 0),
                "megnet", count(megnet, 11 * megnet.embedding()),
                "m3gnet", count(m3gnet, 11 * m3gnet.width()),
                "equivariant", count(EquivariantConfig.standard(), 0),
                "alignn", count(AlignnConfig.standard(), 0)))
        .isEqualTo(GoldenNetwork.standardCounts());
  }

  private static int count(ProgramConfig config, int less) {
    long body =
        config.parameters().stream()
            .filter(Parameter::isTrained)
            .mapToLong(Parameter::length)
            .sum();
    return Math.toIntExact(body - less + config.outputWidth() + 1);
  }
}
