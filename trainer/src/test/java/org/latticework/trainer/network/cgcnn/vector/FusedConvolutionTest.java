package org.latticework.trainer.network.cgcnn.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.vector.VectorNorm;

class FusedConvolutionTest {
  // Sums of some thousand terms in float, some cancelling: 16 rounding errors of the largest value.
  private static final double TOLERANCE = 16 * Math.ulp(1f);

  static List<Arguments> cases() {
    List<GaussianBasis> bases =
        List.of(
            GaussianBasis.book(),
            GaussianBasis.original(),
            new GaussianBasis(8, 8, 8.0 / 7, true),
            new GaussianBasis(5, 2, 1, false),
            new GaussianBasis(5, 30, 2, true)); // all Gaussians wide: nothing to leave out
    List<Arguments> cases = new ArrayList<>();
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      for (GaussianBasis basis : bases) {
        for (int features : new int[] {1, 6, 64, 80}) {
          cases.add(Arguments.of(variant, basis, features));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithThePlainTwin(ConvolutionVariant variant, GaussianBasis basis, int features) {
    RandomConvolution c = new RandomConvolution(variant, basis, features, 24, 8, 7 + features);
    double[][] h = RandomConvolution.rows(c.h, features);

    double[][] expected = c.plain.forward(c.offsets, c.neighbors, c.distances, h, true);
    assertClose("output", c.forward(true), expected);
    double[][] gradient = c.plain.backward(RandomConvolution.rows(c.outGradient, features));
    assertClose("gradient of h", c.backward(), gradient);
    compareWeights(c, features, basis.size());
    compareNorm("atom", c.fused.atomNorm, c.plain.atomNorm, sumScale(c));
    if (variant == ConvolutionVariant.MESSAGE_NORM) {
      compareNorm("message", c.fused.messageNorm, c.plain.messageNorm, sumScale(c));
    }
    if (variant == ConvolutionVariant.ORIGINAL) {
      compareNorm("gate", c.fused.gateNorm.norm, c.plain.gateNorm, sumScale(c));
      compareNorm("content", c.fused.contentNorm.norm, c.plain.contentNorm, sumScale(c));
    }

    expected = c.plain.forward(c.offsets, c.neighbors, c.distances, h, false);
    assertClose("inference", c.forward(false), expected);
  }

  private static void compareWeights(RandomConvolution c, int features, int gaussians) {
    int inputs = 2 * features + gaussians;
    float[] gate = new float[inputs * features];
    float[] gateBias = new float[features];
    float[] content = new float[inputs * features];
    float[] contentBias = new float[features];
    c.fused.gradients.store(gate, gateBias, content, contentBias);
    double scale = sumScale(c);
    assertClose("gradient of W_g", gate, c.plain.gateGradient, scale);
    assertClose("gradient of W_c", content, c.plain.contentGradient, scale);
    assertClose("gradient of b_g", gateBias, new double[][] {c.plain.gateBiasGradient}, scale);
    assertClose(
        "gradient of b_c", contentBias, new double[][] {c.plain.contentBiasGradient}, scale);
  }

  /** The size of a sum over all edges of slopes near 1, which nearly cancels behind a norm. */
  private static double sumScale(RandomConvolution c) {
    return Math.sqrt(c.edges());
  }

  private static void compareNorm(String name, VectorNorm fused, PlainNorm plain, double sumScale) {
    double deviation = Math.sqrt(Arrays.stream(plain.variance).max().orElse(0));
    compareChannels(name + " mean", fused.mean, plain.mean, deviation);
    compareChannels(name + " variance", fused.variance, plain.variance, 1);
    compareChannels(name + " scale", fused.scaleGradient, plain.scaleGradient, sumScale);
    compareChannels(name + " shift", fused.shiftGradient, plain.shiftGradient, sumScale);
  }

  private static void compareChannels(
      String name, double[] actual, double[] expected, double leastScale) {
    float[] floats = new float[expected.length];
    for (int c = 0; c < floats.length; c++) {
      floats[c] = (float) actual[c];
    }
    assertClose(name, floats, new double[][] {expected}, leastScale);
  }

  private static void assertClose(String name, float[] actual, double[][] expected) {
    assertClose(name, actual, expected, 0);
  }

  /** Compares on the scale of the largest expected value, but at least the given one. */
  private static void assertClose(
      String name, float[] actual, double[][] expected, double leastScale) {
    double scale = leastScale;
    for (double[] row : expected) {
      scale = Math.max(scale, Arrays.stream(row).map(Math::abs).max().orElse(0));
    }
    double worst = 0;
    int width = expected[0].length;
    for (int i = 0; i < actual.length; i++) {
      double error = Math.abs(actual[i] - expected[i / width][i % width]);
      worst = Double.isNaN(error) ? error : Math.max(worst, error);
    }
    assertThat(worst / scale).as(name).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void takesBatchesOfOtherSizesInTheSameBuffers(ConvolutionVariant variant) {
    GaussianBasis basis = GaussianBasis.book();
    RandomConvolution small = new RandomConvolution(variant, basis, 10, 3, 4, 1);
    float[] expected = small.forward(true);
    float[] expectedGradient = small.backward();

    RandomConvolution large = new RandomConvolution(variant, basis, 10, 40, 12, 2);
    large.forward(true);
    large.backward();
    RandomConvolution again = small.sharing(large);
    assertThat(again.forward(true)).containsExactly(expected);
    assertThat(again.backward()).containsExactly(expectedGradient);
  }

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void letsNotANumberThrough(ConvolutionVariant variant) {
    RandomConvolution c = new RandomConvolution(variant, GaussianBasis.book(), 6, 4, 6, 3);
    c.h[0] = Float.NaN;
    assertThat(c.forward(true)).contains(Float.NaN);
    assertThat(c.backward()).contains(Float.NaN);
  }

  @Test
  void allocatesNothingPerBatchOnceWarm() {
    RandomConvolution c =
        new RandomConvolution(
            ConvolutionVariant.MESSAGE_NORM, GaussianBasis.book(), 64, 100, 12, 5);
    long least = Long.MAX_VALUE;
    for (int k = 0; k < 400 && least > 1_000; k++) {
      least = Math.min(least, c.allocatedBySteps(5));
    }
    // A vector that the compiler fails to keep in a register costs 100 bytes, and there are 10⁶.
    assertThat(least).isLessThan(1_000);
  }
}
