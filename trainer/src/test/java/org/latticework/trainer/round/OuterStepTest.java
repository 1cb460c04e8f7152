package org.latticework.trainer.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.deeplearning4j.NetworkState;
import org.latticework.trainer.optimizer.OuterOptimizer;

/**
 * On the valley ½ Σ λₖ xₖ², where a worker that takes s steps of plain gradient descent at the rate
 * ρ comes from x to (1 − ρλₖ)ˢ xₖ, so that everything has a closed form.
 */
class OuterStepTest {
  private static final double[] CURVATURES = {0.02, 0.1, 1};
  private static final float[] START = {1, -2, 3};
  private static final int STEPS = 5;
  private static final double RATE = 0.1;

  private static BitSet all(int length) {
    BitSet all = new BitSet();
    all.set(0, length);
    return all;
  }

  private static NetworkState parameters(float... values) {
    return NetworkState.of(values, new float[0]);
  }

  /** What is left of xₖ after a round of a worker. */
  private static double left(int k) {
    return Math.pow(1 - RATE * CURVATURES[k], STEPS);
  }

  private static NetworkState afterRound(NetworkState before) {
    float[] after = before.parameters();
    for (int k = 0; k < after.length; k++) {
      after[k] = (float) (after[k] * left(k));
    }
    return parameters(after);
  }

  private static NetworkState descend(OuterStep outer, NetworkState start, int rounds) {
    NetworkState state = start;
    for (int round = 0; round < rounds; round++) {
      state = outer.step(state, afterRound(state));
    }
    return state;
  }

  private static double height(NetworkState state) {
    double height = 0;
    for (int k = 0; k < CURVATURES.length; k++) {
      height += CURVATURES[k] * state.parameter(k) * state.parameter(k) / 2;
    }
    return height;
  }

  /**
   * With c = 1 − left, the pair (x, v) goes by the matrix of v' = μv + cx, x' = x − η(cx + μv'): x'
   * = (1 − ηc(1 + μ)) x − ημ² v.
   */
  private static double closedForm(int k, double momentum, double rate, int rounds) {
    double c = 1 - left(k);
    double x = START[k];
    double v = 0;
    for (int round = 0; round < rounds; round++) {
      double next = (1 - rate * c * (1 + momentum)) * x - rate * momentum * momentum * v;
      v = momentum * v + c * x;
      x = next;
    }
    return x;
  }

  @Test
  void goesDownAValleyByTheRecurrenceOfNesterovsMomentum() {
    OuterStep outer = new OuterStep(OuterOptimizer.nesterov(0.9, 0.7), all(3));
    NetworkState state = parameters(START);
    for (int round = 1; round <= 40; round++) {
      state = outer.step(state, afterRound(state));
      for (int k = 0; k < START.length; k++) {
        // Forty rounds of a few float roundings each, of numbers below 4.
        assertThat(state.parameter(k))
            .isCloseTo((float) closedForm(k, 0.9, 0.7, round), within(2e-5f));
      }
    }
  }

  @Test
  void getsFurtherThanTheMeanInAFlatValley() {
    NetworkState start = parameters(START);
    NetworkState mean = descend(new OuterStep(OuterOptimizer.none(), all(3)), start, 60);
    NetworkState nesterov =
        descend(new OuterStep(OuterOptimizer.nesterov(0.9, 0.7), all(3)), start, 60);
    // Left of the flattest direction by the mean: 0.998^300 of 1; by momentum far less.
    assertThat(mean.parameter(0)).isCloseTo((float) Math.pow(0.998, 300), within(1e-5f));
    assertThat(height(nesterov)).isLessThan(height(mean) / 100);
  }

  @Test
  void takesTheMeanWithoutMomentumAtTheRateOne() {
    OuterStep outer = new OuterStep(OuterOptimizer.nesterov(0, 1), all(3));
    NetworkState state = descend(outer, parameters(START), 1);
    for (int k = 0; k < START.length; k++) {
      assertThat(state.parameter(k)).isCloseTo((float) (START[k] * left(k)), within(1e-6f));
    }
  }

  @Test
  void runningStatisticsAndTheWorkersOptimizerTakeTheMean() {
    BitSet trained = new BitSet();
    trained.set(0);
    OuterStep outer = new OuterStep(OuterOptimizer.nesterov(0.5, 1), trained);
    NetworkState before = NetworkState.of(new float[] {1, 10}, new float[] {5, 6});
    NetworkState mean = NetworkState.of(new float[] {0, 20}, new float[] {7, 8});
    NetworkState next = outer.step(before, mean);
    assertThat(next.parameters()).containsExactly(1 - 1.5f, 20); // Δ = 1, v = 1
    assertThat(next.updaterState(0)).isEqualTo(7);
    assertThat(next.updaterState(1)).isEqualTo(8);
    assertThat(outer.velocity().parameters()).containsExactly(1, 0);
  }

  @Test
  void goesOnWithTheVelocityOfAnotherTime() {
    OuterOptimizer nesterov = OuterOptimizer.nesterov(0.9, 0.7);
    NetworkState whole = descend(new OuterStep(nesterov, all(3)), parameters(START), 20);
    OuterStep first = new OuterStep(nesterov, all(3));
    NetworkState half = descend(first, parameters(START), 10);
    OuterStep second = new OuterStep(nesterov, all(3));
    second.restore(first.velocity());
    assertThat(descend(second, half, 10).parameters()).isEqualTo(whole.parameters());
  }
}
