package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LogisticLossTest {
  private static final LogisticLoss LOSS = new LogisticLoss();

  private static double score(double logit, double label) {
    return LOSS.computeScore(row(label), row(logit), new ActivationIdentity(), null, false);
  }

  private static INDArray row(double value) {
    return Nd4j.createFromArray(new double[][] {{value}});
  }

  /** Also of mistakes that a probability could not tell from certainty. */
  @ParameterizedTest
  @ValueSource(doubles = {-700, -20, -3, 0.1, 2, 20, 700})
  void isTheLogLossWithItsSlope(double logit) {
    Classification task = new Classification("x", 0);
    double step = 1e-6 * Math.max(1, Math.abs(logit));
    for (double label : new double[] {0, 1}) {
      double expected = task.error(new double[] {logit}, new double[] {label});
      assertThat(score(logit, label)).isCloseTo(expected, within(1e-12 * (1 + expected)));
      double slope = (score(logit + step, label) - score(logit - step, label)) / (2 * step);
      double gradient =
          LOSS.computeGradient(row(label), row(logit), new ActivationIdentity(), null).getDouble(0);
      assertThat(gradient).isCloseTo(slope, within(1e-7));
    }
  }
}
