package org.latticework.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latticework.trainer.optimizer.LearningRateSchedule.Shape;
import org.latticework.trainer.optimizer.LearningRateSchedule.Unit;
import org.latticework.trainer.optimizer.OptimizerConfig.Kind;

/**
 * Optimizers and losses against PyTorch 2 in double precision, on {@link LinearFit}: SGD, Adam,
 * AdamW, with weight decay on the weights only, clip_grad_norm_, L1Loss, MSELoss and HuberLoss.
 */
class OptimizationTest {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
  private static final LossConfig MSE = new LossConfig(LossConfig.Kind.MSE, 1);

  private static void compare(
      OptimizerConfig optimizer, double rate, LossConfig loss, double tolerance, double... torch) {
    LearningRateSchedule schedule = LearningRateSchedule.constant(rate);
    assertThat(LinearFit.fit(Optimization.of(optimizer, schedule, loss, 0)))
        .containsExactly(torch, within(tolerance));
  }

  private static OptimizerConfig sgd(double momentum, double decay, double maxNorm) {
    return new OptimizerConfig(Kind.SGD, momentum, decay, maxNorm);
  }

  @Test
  void takesPlainStepsOnTheMeanAbsoluteError() {
    compare(sgd(0, 0, UNBOUNDED), 0.02, LossConfig.mae(), 1e-12, 0.4, -0.82, 0.29);
  }

  @Test
  void rollsLikeAHeavyBallOnTheSquaredErrorWithCoupledDecay() {
    compare(
        sgd(0.9, 0.1, UNBOUNDED),
        0.02,
        MSE,
        1e-12,
        -1.703497066441611,
        1.8242319493147774,
        0.1873918713151024);
  }

  @Test
  void boundsTheGradientOfLargeErrorsByHubersLoss() {
    compare(
        sgd(0.5, 0, UNBOUNDED),
        0.05,
        new LossConfig(LossConfig.Kind.HUBER, 0.7),
        1e-12,
        0.20742187499999998,
        -0.4733593750000001,
        0.36703125);
  }

  // Deeplearning4j adds Adam's epsilon at another place: a relative 3e-7 of the first step of 0.02.
  @Test
  void couplesTheDecayOfAdam() {
    compare(
        new OptimizerConfig(Kind.ADAM, 0, 0.1, UNBOUNDED),
        0.02,
        MSE,
        1e-7,
        0.3803066898126088,
        -0.8801145331437081,
        0.13318161173720225);
  }

  @Test
  void decouplesTheDecayOfAdamW() {
    compare(
        new OptimizerConfig(Kind.ADAMW, 0, 0.1, UNBOUNDED),
        0.02,
        MSE,
        1e-7,
        0.37494704467372547,
        -0.8687850650124802,
        0.1330769452383833);
  }

  // PyTorch divides by the norm + 1e-6, a relative 1e-7 of what moves the weights by about 1.
  @Test
  void clipsTheMeanGradientByItsNormOverAllParametersBeforeDecay() {
    compare(
        sgd(0.9, 0.1, 1.5),
        0.05,
        MSE,
        1e-6,
        -0.42367251436683345,
        0.06355905468325822,
        0.213876088622385);
  }

  @Test
  void followsItsScheduleStepByStep() {
    LearningRateSchedule cosine =
        new LearningRateSchedule(Shape.COSINE, 0.02, Unit.STEPS, 0, 1, 1, 0.01);
    assertThat(LinearFit.fit(Optimization.of(sgd(0.9, 0, UNBOUNDED), cosine, MSE, 0)))
        .containsExactly(
            new double[] {-0.8602523335561881, 0.5629312667726861, 0.20189607766472203},
            within(1e-12));
  }

  @Test
  void refusesWhatIsNoSetting() {
    assertThatThrownBy(() -> sgd(1, 0, 1)).hasMessage("Momentum must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> sgd(0, -1, 1)).hasMessageContaining("Weight decay must be");
    assertThatThrownBy(() -> sgd(0, 0, 0)).hasMessageContaining("norm must be positive, got 0.0");
    assertThatThrownBy(() -> new LossConfig(LossConfig.Kind.MAE, Double.NaN))
        .hasMessageContaining("delta must be finite and positive, got NaN");
    assertThatThrownBy(
            () -> Optimization.of(OptimizerConfig.adam(), cosineOf(1), LossConfig.mae(), 1))
        .hasMessageContaining("Dropout must be in [0, 1), got 1.0");
    for (double dropEdges : new double[] {1, -0.1, Double.NaN}) {
      assertThatThrownBy(
              () ->
                  new Optimization(
                      OptimizerConfig.adam(),
                      cosineOf(1),
                      LossConfig.mae(),
                      0,
                      dropEdges,
                      OuterOptimizer.none(),
                      0))
          .hasMessage("drop-edges must be in [0, 1), got " + dropEdges);
    }
  }

  private static LearningRateSchedule cosineOf(double rate) {
    return new LearningRateSchedule(Shape.COSINE, rate, Unit.STEPS, 0, 1, 1, 0);
  }
}
