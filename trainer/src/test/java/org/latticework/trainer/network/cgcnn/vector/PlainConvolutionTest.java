package org.latticework.trainer.network.cgcnn.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;

/** The twin that the fused convolution is compared with must itself be right. */
class PlainConvolutionTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource(ConvolutionVariant.class)
  void backwardIsTheSlopeOfForward(ConvolutionVariant variant) {
    GaussianBasis basis = new GaussianBasis(5, 4, 5.0 / 3, true);
    RandomConvolution c = new RandomConvolution(variant, basis, 3, 4, 4, 11);
    double[][] h = RandomConvolution.rows(c.h, 3);
    loss(c, h);
    double[][] gradient = c.plain.backward(RandomConvolution.rows(c.outGradient, 3));
    PlainConvolution plain = c.plain;
    compare(c, h, h, gradient);
    compare(c, h, plain.gate, plain.gateGradient);
    compare(c, h, plain.content, plain.contentGradient);
    compare(c, h, rows(plain.gateBias), rows(plain.gateBiasGradient));
    compare(c, h, rows(plain.contentBias), rows(plain.contentBiasGradient));
    RandomConvolution.eachNorm(
        plain,
        norm -> {
          if (norm.scaleGradient != null) {
            compare(c, h, rows(norm.scale), rows(norm.scaleGradient.clone()));
            compare(c, h, rows(norm.shift), rows(norm.shiftGradient.clone()));
          }
        });
  }

  private static double[][] rows(double[] row) {
    return new double[][] {row};
  }

  /** Central differences: error STEP² from curvature, 1e-16/STEP from rounding. */
  private static void compare(
      RandomConvolution c, double[][] h, double[][] values, double[][] gradient) {
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        double old = values[i][k];
        values[i][k] = old + STEP;
        double above = loss(c, h);
        values[i][k] = old - STEP;
        double below = loss(c, h);
        values[i][k] = old;
        assertThat(gradient[i][k]).isCloseTo((above - below) / (2 * STEP), within(1e-7));
      }
    }
  }

  private static double loss(RandomConvolution c, double[][] h) {
    double[][] out = c.plain.forward(c.offsets, c.neighbors, c.distances, h, true);
    double loss = 0;
    for (int i = 0; i < c.outGradient.length; i++) {
      loss += c.outGradient[i] * out[i / c.features][i % c.features];
    }
    return loss;
  }
}
