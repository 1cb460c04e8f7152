package org.latticework.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latticework.trainer.deeplearning4j.NetworkState;

class MovingAverageTest {
  private static NetworkState parameters(float value) {
    return NetworkState.of(new float[] {value}, new float[0]);
  }

  private static float of(MovingAverage average) {
    return average.average().parameter(0);
  }

  @Test
  void isTheParametersThemselvesWithoutDecay() {
    MovingAverage average = new MovingAverage(0, parameters(1));
    average.add(parameters(7), 3, 3);
    assertThat(of(average)).isEqualTo(7);
  }

  @Test
  void weighsARoundByTheStepsThatAreSince() {
    MovingAverage average = new MovingAverage(0.9, parameters(1));
    // Late enough that the bound (1 + t)/(10 + t) is above 0.9: t > 80.
    average.add(parameters(2), 4, 1000);
    average.add(parameters(3), 2, 1002);
    double expected = 0.81 * (Math.pow(0.9, 4) * 1 + (1 - Math.pow(0.9, 4)) * 2) + 0.19 * 3;
    assertThat(of(average)).isCloseTo((float) expected, within(1e-6f));
  }

  @Test
  void isTheSameInOneRoundAsInManyWhereParametersRest() {
    MovingAverage once = new MovingAverage(0.95, parameters(1));
    MovingAverage often = new MovingAverage(0.95, parameters(1));
    once.add(parameters(2), 20, 5020);
    for (int step = 1; step <= 20; step++) {
      often.add(parameters(2), 1, 5000 + step);
    }
    assertThat(of(often)).isCloseTo(of(once), within(1e-5f)); // twenty float roundings
  }

  @Test
  void letsGoOfTheBeginningSoon() {
    MovingAverage average = new MovingAverage(0.999, parameters(100));
    for (int step = 1; step <= 50; step++) {
      average.add(parameters(0), 1, step);
    }
    // Π (1 + t)/(10 + t) from 1 to 50 = 10!/ (52 ⋯ 60) of what 0.999⁵⁰ would leave 95 of.
    double left = 100;
    for (int step = 1; step <= 50; step++) {
      left *= (1.0 + step) / (10 + step);
    }
    assertThat(of(average)).isCloseTo((float) left, within(1e-6f)).isLessThan(1e-4f);
  }
}
