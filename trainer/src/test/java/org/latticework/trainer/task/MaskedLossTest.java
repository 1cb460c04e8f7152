package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.trainer.optimizer.LossConfig;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class MaskedLossTest {
  private static final double NONE = Double.NaN;

  /** By finite differences, and by the loss of what is known alone. */
  @ParameterizedTest
  @EnumSource(LossConfig.Kind.class)
  void missingLabelsAddNeitherLossNorGradient(LossConfig.Kind kind) {
    ILossFunction known = new LossConfig(kind, 0.7).function();
    ILossFunction masked = new MaskedLoss(known);
    INDArray outputs = Nd4j.createFromArray(new double[][] {{1, -2}, {0.3, 4}, {5, -1}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{0.5, NONE}, {0.1, 2}, {NONE, 0.5}});
    INDArray filled = Nd4j.createFromArray(new double[][] {{0.5, -2}, {0.1, 2}, {5, 0.5}});
    assertThat(score(masked, labels, outputs)).isEqualTo(score(known, filled, outputs));
    INDArray gradient =
        masked.computeGradient(labels, outputs.dup(), new ActivationIdentity(), null);
    assertThat(gradient.getDouble(0, 1)).isZero();
    assertThat(gradient.getDouble(2, 0)).isZero();
    double step = 1e-6;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 2; column++) {
        if (!Double.isNaN(labels.getDouble(row, column))) {
          INDArray more =
              outputs.dup().putScalar(row, column, outputs.getDouble(row, column) + step);
          INDArray less =
              outputs.dup().putScalar(row, column, outputs.getDouble(row, column) - step);
          double slope = (score(masked, labels, more) - score(masked, labels, less)) / (2 * step);
          assertThat(gradient.getDouble(row, column)).isCloseTo(slope, within(1e-8));
        }
      }
    }
  }

  private static double score(ILossFunction loss, INDArray labels, INDArray outputs) {
    return loss.computeScore(labels, outputs.dup(), new ActivationIdentity(), null, false);
  }
}
