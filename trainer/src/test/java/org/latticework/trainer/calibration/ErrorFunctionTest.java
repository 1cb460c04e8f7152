package org.latticework.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFunctionTest {

  /** Values of the C library, as Python's math.erf returns them. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.001, 0.0011283787909692365",
    "0.1, 0.1124629160182849",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "1.5, 0.9661051464753108",
    "2, 0.9953222650189527",
    "2.5, 0.999593047982555",
    "3, 0.9999779095030014",
    "4, 0.9999999845827421",
    "5, 0.9999999999984626",
    "5.9, 0.9999999999999999"
  })
  void agreesWithTables(double x, double value) {
    assertThat(ErrorFunction.of(x)).isCloseTo(value, within(1e-14));
  }

  @Test
  void isTheIntegralOfTheNormalDensity() {
    for (double x = 0.05; x < 5; x += 0.05) {
      assertThat(ErrorFunction.of(x))
          .isCloseTo(GaussianIntegral.level(x * Math.sqrt(2)), within(1e-11));
    }
  }

  @Test
  void keepsTheDigitsOfSmallArguments() {
    assertThat(ErrorFunction.of(1e-300) * 1e300).isCloseTo(2 / Math.sqrt(Math.PI), within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {6, 1e9, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
  void isOneFarOut(double x) {
    assertThat(ErrorFunction.of(x)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void refusesWhatIsNoDistance(double x) {
    assertThatThrownBy(() -> ErrorFunction.of(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Need x >= 0, got x=" + x);
  }
}
