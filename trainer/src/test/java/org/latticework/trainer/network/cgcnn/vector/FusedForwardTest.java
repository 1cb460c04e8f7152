package org.latticework.trainer.network.cgcnn.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.vector.VectorBasis;

class FusedForwardTest {
  private static final int WIDTH = FusedWeights.padded(1);

  @Test
  void exponentialsAndLogarithmsAreWithinThreeUlp() {
    FusedBlock block = new FusedBlock(WIDTH, VectorBasis.of(GaussianBasis.book()));
    float[] z = arguments();
    block.slotCount = z.length / WIDTH;
    block.gates = z.clone();
    block.contents = z.clone();
    block.tails = new float[z.length];
    FusedForward.openGates(block);
    FusedForward.tails(block);
    assertUlp(z, block.gates, x -> 1 + Math.exp(-x), 2);
    assertUlp(z, block.tails, x -> Math.exp(-Math.abs(x)), 2);
    FusedBackward.contents(block);
    assertUlp(z, block.tails, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 3);
    assertUlp(z, block.contents, x -> 1 / (1 + Math.exp(-x)), 3);
  }

  @Test
  void staysFiniteWhereExponentialsOverflow() {
    FusedBlock block = new FusedBlock(WIDTH, VectorBasis.of(GaussianBasis.book()));
    float[] z = new float[WIDTH];
    z[0] = Float.POSITIVE_INFINITY;
    z[1] = 1e30f;
    z[2] = -1e30f;
    z[3] = Float.NEGATIVE_INFINITY;
    block.slotCount = 1;
    block.gates = z.clone();
    block.contents = new float[WIDTH];
    block.tails = new float[WIDTH];
    FusedForward.openGates(block);
    FusedForward.tails(block);
    FusedForward.messages(block);
    // Content 0 has softplus ln 2; the gate is open, open, shut, shut.
    assertThat(block.gates).startsWith((float) Math.log(2), (float) Math.log(2));
    assertThat(block.gates[2]).isBetween(0f, 1e-34f);
    assertThat(block.gates[3]).isBetween(0f, 1e-34f);
  }

  /** From -70 to 70, with many near zero; nothing is clamped yet. */
  private static float[] arguments() {
    float[] z = new float[WIDTH * 4000];
    for (int i = 0; i < z.length; i++) {
      double u = 2.0 * i / z.length - 1;
      z[i] = (float) (70 * u * u * u);
    }
    return z;
  }

  private static void assertUlp(
      float[] z, float[] actual, DoubleUnaryOperator function, double most) {
    double worst = 0;
    for (int i = 0; i < z.length; i++) {
      double expected = function.applyAsDouble(z[i]);
      worst = Math.max(worst, Math.abs(actual[i] - expected) / Math.ulp((float) expected));
    }
    assertThat(worst).isLessThanOrEqualTo(most);
  }
}
