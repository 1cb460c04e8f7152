package org.latticework.trainer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class KnotsTest {
  private final Knots knots = new Knots(11, 5);

  private double interpolated(DoubleUnaryOperator function, double distance) {
    double[] factors = new double[4];
    knots.factors(distance, factors);
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += factors[k] * function.applyAsDouble(knots.distance(knots.first(distance) + k));
    }
    return sum;
  }

  @Test
  void goFromBeforeZeroToAfterTheCutoff() {
    assertThat(knots.rows()).isEqualTo(13);
    assertThat(knots.distance(0)).isEqualTo(-0.5);
    assertThat(knots.distance(1)).isZero();
    assertThat(knots.distance(11)).isEqualTo(5);
    assertThat(knots.first(0)).isZero();
    assertThat(knots.first(0.5)).isEqualTo(1);
    assertThat(knots.first(5)).isEqualTo(9);
  }

  @Test
  void factorsAddUpToOne() {
    double[] factors = new double[4];
    for (double distance = 0; distance <= 5; distance += 0.13) {
      knots.factors(distance, factors);
      assertThat(DoubleStream.of(factors).sum()).isCloseTo(1, within(1e-14));
    }
  }

  /** Slopes from differences are those of parabolas, and cubics are determined by them. */
  @Test
  void reproduceParabolas() {
    DoubleUnaryOperator parabola = x -> 0.7 * x * x - 2 * x + 0.3;
    for (double distance = 0; distance <= 5; distance += 0.17) {
      assertThat(interpolated(parabola, distance))
          .isCloseTo(parabola.applyAsDouble(distance), within(1e-13));
    }
  }

  @Test
  void goThroughTheKnotsOfAnyFunction() {
    for (int row = 1; row <= 11; row++) {
      double distance = knots.distance(row);
      assertThat(interpolated(Math::exp, distance)).isCloseTo(Math.exp(distance), within(1e-12));
    }
  }

  /** An error of h³ f'''/ 24 √3 or so. */
  @Test
  void areCloseToSmoothFunctionsBetweenKnots() {
    for (double distance = 0; distance <= 5; distance += 0.11) {
      assertThat(interpolated(Math::sin, distance)).isCloseTo(Math.sin(distance), within(4e-3));
    }
  }

  @Test
  void areFourAtLeast() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Knots(3, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Knots(4, Double.NaN));
  }
}
