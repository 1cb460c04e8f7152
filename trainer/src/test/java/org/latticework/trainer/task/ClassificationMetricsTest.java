package org.latticework.trainer.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClassificationMetricsTest {
  /** By hand: 2 of 3 of the class and 3 of 4 of the rest are put right. */
  @Test
  void countsAsTheTableOfConfusionsDoes() {
    double[] labels = {1, 1, 1, 0, 0, 0, 0};
    double[] probabilities = {0.9, 0.8, 0.3, 0.7, 0.4, 0.2, 0.1};
    ClassificationMetrics metrics = ClassificationMetrics.of(labels, probabilities);
    assertThat(metrics.count()).isEqualTo(7);
    assertThat(metrics.positives()).isEqualTo(3);
    assertThat(metrics.accuracy()).isCloseTo(5 / 7.0, within(1e-15));
    assertThat(metrics.balancedAccuracy()).isCloseTo((2 / 3.0 + 3 / 4.0) / 2, within(1e-15));
    assertThat(metrics.f1()).isCloseTo(2 * 2 / (2 * 2 + 1.0 + 1.0), within(1e-15));
    // Of 12 pairs, 0.9 and 0.8 are above all four of the rest, 0.3 above two.
    assertThat(metrics.auc()).isCloseTo(10 / 12.0, within(1e-15));
    double loss =
        -(Math.log(0.9) + Math.log(0.8) + Math.log(0.3))
            - (Math.log(0.3) + Math.log(0.6) + Math.log(0.8) + Math.log(0.9));
    assertThat(metrics.logLoss()).isCloseTo(loss / 7, within(1e-15));
    // Bins of one crystal each: |probability − label|.
    double off = 0.1 + 0.2 + 0.7 + 0.7 + 0.4 + 0.2 + 0.1;
    assertThat(metrics.calibrationError()).isCloseTo(off / 7, within(1e-15));
  }

  /** Against the definition: all pairs of one of the class and one of the rest, ties half. */
  @Test
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    Random random = new Random(4);
    double[] labels = random.ints(200, 0, 2).asDoubleStream().toArray();
    double[] probabilities = random.ints(200, 0, 20).mapToDouble(k -> k / 20.0).toArray();
    double right = 0;
    int pairs = 0;
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 200; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          right += Math.signum(probabilities[i] - probabilities[j]) / 2 + 0.5;
          pairs++;
        }
      }
    }
    assertThat(ClassificationMetrics.of(labels, probabilities).auc())
        .isCloseTo(right / pairs, within(1e-12));
  }

  @Test
  void crystalsOfOneBinOffsetEachOther() {
    // Three of ten at 0.3 are of the class: calibrated.
    double[] labels = {1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    double[] probabilities = new double[10];
    Arrays.fill(probabilities, 0.3);
    assertThat(ClassificationMetrics.of(labels, probabilities).calibrationError())
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void saysWhatIsNotDefinedWithoutAnExampleOfAClass() {
    ClassificationMetrics metrics =
        ClassificationMetrics.of(new double[] {0, 0}, new double[] {0.2, 0});
    assertThat(metrics.accuracy()).isEqualTo(1);
    assertThat(metrics.balancedAccuracy()).isNaN();
    assertThat(metrics.auc()).isNaN();
    assertThat(metrics.f1()).isNaN();
    assertThat(metrics.logLoss()).isCloseTo(-Math.log(0.8) / 2, within(1e-15));
  }

  @Test
  void aCertainMistakeCostsMuchButNotEverything() {
    assertThat(ClassificationMetrics.of(new double[] {1}, new double[] {0}).logLoss())
        .isCloseTo(-Math.log(1e-15), within(1e-12));
  }

  @Test
  @Timeout(10) // a comparison that NaN never passes went on for ever
  void aProbabilityThatIsNoNumberIsJudgedAsSuch() {
    double[] probabilities = {Double.NaN, 0.3, Double.NaN};
    ClassificationMetrics metrics = ClassificationMetrics.of(new double[] {1, 0, 0}, probabilities);
    assertThat(metrics.count()).isEqualTo(3);
    assertThat(metrics.logLoss()).isNaN();
  }
}
