package org.latticework.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.optimizer.LearningRateSchedule.Shape;
import org.latticework.trainer.optimizer.LearningRateSchedule.Unit;

/** The curves against PyTorch's schedulers of the same names, peak 0.1, end 0.001. */
class LearningRateTest {
  private static double[] steps(Shape shape, int warmup, int length) {
    LearningRate rate =
        new LearningRateSchedule(shape, 0.1, Unit.STEPS, warmup, 3, 0.5, 0.01).over(1, length);
    return IntStream.range(0, length).mapToDouble(step -> rate.valueAt(step, 0)).toArray();
  }

  private static void compare(double[] rates, double... torch) {
    assertThat(rates).containsExactly(torch, within(1e-15));
  }

  @Test
  void staysConstant() {
    compare(steps(Shape.CONSTANT, 0, 3), 0.1, 0.1, 0.1);
  }

  @Test
  void dropsEveryThirdStep() {
    compare(steps(Shape.STEP, 0, 8), 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025);
  }

  @Test
  void fallsAsHalfACosine() {
    compare(
        steps(Shape.COSINE, 0, 8),
        0.1,
        0.0962320368593087,
        0.0855017856687341,
        0.06944282990207196,
        0.0505,
        0.03155717009792806,
        0.0154982143312659,
        0.004767963140691306);
  }

  @Test
  void fallsInALine() {
    compare(
        steps(Shape.LINEAR, 0, 8),
        0.1,
        0.087625,
        0.07525,
        0.062875,
        0.0505,
        0.038125,
        0.02575,
        0.013375);
  }

  @Test
  void risesAndFallsInOneCycle() {
    compare(
        steps(Shape.ONE_CYCLE, 0, 10),
        0.004,
        0.052,
        0.1,
        0.09509795896116975,
        0.08136274519200731,
        0.061514786230837566,
        0.03948521376916244,
        0.019637254807992693,
        0.005902041038830258,
        0.001);
  }

  @Test
  void warmsUpToThePeakBeforeTheCurveBegins() {
    for (Shape shape : new Shape[] {Shape.CONSTANT, Shape.STEP, Shape.COSINE, Shape.LINEAR}) {
      double[] rates = steps(shape, 4, 12);
      compare(Arrays.copyOf(rates, 4), 0.025, 0.05, 0.075, 0.1);
      for (int q = 0; q < 8; q++) {
        double expected =
            switch (shape) {
              case CONSTANT, ONE_CYCLE -> 0.1;
              case STEP -> 0.1 / (q < 3 ? 1 : q < 6 ? 2 : 4);
              case COSINE -> 0.001 + 0.099 / 2 * (1 + Math.cos(Math.PI * q / 8));
              case LINEAR -> 0.1 - 0.099 * q / 8;
            };
        assertThat(rates[4 + q]).as("%s, %d", shape, q).isCloseTo(expected, within(1e-15));
      }
    }
  }

  @Test
  void countsEpochsWhereAskedTo() {
    LearningRate rate =
        new LearningRateSchedule(Shape.LINEAR, 0.1, Unit.EPOCHS, 0, 1, 1, 0).over(4, 100);
    assertThat(rate.valueAt(99, 0)).isEqualTo(0.1);
    assertThat(rate.valueAt(399, 3)).isCloseTo(0.025, within(1e-15));
  }

  @Test
  void staysAtTheEndBeyondIt() {
    LearningRate rate =
        new LearningRateSchedule(Shape.COSINE, 0.1, Unit.STEPS, 0, 1, 1, 0.01).over(1, 8);
    assertThat(rate.valueAt(9, 1)).isCloseTo(0.001, within(1e-15));
  }

  @Test
  void refusesWhatIsNoSchedule() {
    assertThatThrownBy(() -> LearningRateSchedule.constant(0))
        .hasMessage("The learning rate must be finite and positive, got 0.0");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.STEP, 1, Unit.STEPS, -1, 1, 1, 0))
        .hasMessageContaining("warmup >= 0 and every > 0, got -1 and 1");
    assertThatThrownBy(() -> new LearningRateSchedule(Shape.STEP, 1, Unit.STEPS, 0, 1, 0, 0))
        .hasMessageContaining("0 < drop <= 1");
  }
}
