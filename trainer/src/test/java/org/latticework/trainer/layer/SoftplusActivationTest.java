package org.latticework.trainer.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.memory.RowBuffers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftplusActivationTest {
  private final SoftplusActivation softplus =
      new SoftplusActivation("test", new RowBuffers(DataType.FLOAT));

  @ParameterizedTest
  @ValueSource(floats = {-200, -50, -3, 0, 0.5f, 20, 79, 81, 88, 89, 1000, 1e30f})
  void isFiniteWithItsGradientWhereverItsArgumentIs(float x) {
    double expected = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    double slope = 1 / (1 + Math.exp(-(double) x));
    // Some roundings of a float, and of 1 + eˣ beside 1.
    double value = softplus.forward(row(x)).getDouble(0);
    assertThat(value).isCloseTo(expected, within(1e-6 * expected + 1.2e-7));
    INDArray gradient = softplus.backward(row(3));
    assertThat(gradient.getDouble(0)).isCloseTo(3 * slope, within(1e-6 * slope + 1e-37));
  }

  private static INDArray row(float x) {
    return Nd4j.createFromArray(new float[][] {{x, x}});
  }
}
