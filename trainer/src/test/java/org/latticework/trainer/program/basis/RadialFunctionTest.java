package org.latticework.trainer.program.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RadialFunctionTest {
  private static double[] at(RadialFunction function, double x) {
    double[] values = new double[function.size()];
    function.evaluate(x, values);
    return values;
  }

  /** j_0(nπr/c) = sin(nπr/c) c/(nπr), and |j_1(nπ)| = 1/(nπ). */
  @Test
  void besselFunctionsOfOrderZeroAreSineWaves() {
    double c = 5;
    double r = 1.7;
    double[] values = at(new SphericalBessel(c, 1, 3), r);
    for (int n = 1; n <= 3; n++) {
      double expected = Math.sqrt(2 / c) * Math.sin(n * Math.PI * r / c) / r;
      assertThat(values[n - 1]).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void besselFunctionsHaveTheirTabulatedZeros() {
    double[][] zeros = SphericalBessel.zeros(3, 3);

    assertThat(zeros[0]).containsExactly(Math.PI, 2 * Math.PI, 3 * Math.PI);
    // Abramowitz and Stegun, table 10.6, to its digits here
    assertThat(zeros[1]).containsExactly(new double[] {4.4934, 7.7253, 10.9041}, within(5e-5));
    assertThat(zeros[2]).containsExactly(new double[] {5.7635, 9.0950, 12.3229}, within(5e-5));
  }

  /** ∫ R_ln R_lm r² dr = δ_nm on the ball, by Simpson's rule. */
  @Test
  void besselFunctionsAreOrthonormalOnTheBall() {
    SphericalBessel bessel = new SphericalBessel(5, 3, 3);
    int intervals = 2000;
    double h = 5.0 / intervals;
    double[][] sums = new double[9][9];
    for (int k = 1; k <= intervals; k++) { // the integrand vanishes at 0
      double weight = (k == intervals ? 1 : k % 2 == 1 ? 4 : 2) * h / 3;
      double[] values = at(bessel, k * h);
      for (int one = 0; one < 9; one++) {
        for (int other = one / 3 * 3; other < one / 3 * 3 + 3; other++) {
          sums[one][other] += weight * values[one] * values[other] * k * h * k * h;
        }
      }
    }
    for (int one = 0; one < 9; one++) {
      for (int other = one / 3 * 3; other < one / 3 * 3 + 3; other++) {
        // Simpson's error is of the order h⁴
        assertThat(sums[one][other]).isCloseTo(one == other ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void besselFunctionsStayAtZeroBeyondTheirCutoff() {
    assertThat(at(new SphericalBessel(5, 3, 3), 6)).containsExactly(new double[9], within(1e-14));
  }

  @Test
  void thePolynomialOfThreeIsM3gnets() {
    PolynomialCutoff cutoff = new PolynomialCutoff(4, 3);
    double x = 1.3 / 4;

    assertThat(cutoff.value(1.3))
        .isCloseTo(
            1 - 6 * Math.pow(x, 5) + 15 * Math.pow(x, 4) - 10 * Math.pow(x, 3), within(1e-14));
  }

  @Test
  void polynomialsEndWithoutSlopeAndCurvature() {
    PolynomialCutoff cutoff = new PolynomialCutoff(5, 6);

    assertThat(cutoff.value(0)).isEqualTo(1);
    assertThat(cutoff.value(5)).isZero();
    assertThat(cutoff.value(7)).isZero();
    assertThat(cutoff.value(5 - 1e-3)).isPositive().isLessThan(1e-9); // ~ 56 (1 − x)³
  }

  @Test
  void wavesEndAtTheCutoffAndFollowTheSine() {
    double[] values = at(new BesselWaves(5, 4), 2);
    double envelope = new PolynomialCutoff(5, 6).value(2);

    for (int n = 1; n <= 4; n++) {
      assertThat(values[n - 1])
          .isCloseTo(2.0 / 5 * Math.sin(n * Math.PI * 2 / 5) / 2 * envelope, within(1e-14));
    }
    assertThat(at(new BesselWaves(5, 4), 5)).containsExactly(new double[4], within(1e-15));
  }

  @Test
  void theCosineGoesFromOneToZero() {
    CosineCutoff cutoff = new CosineCutoff(5);

    assertThat(at(cutoff, 0)).containsExactly(1);
    assertThat(at(cutoff, 2.5)).containsExactly(new double[] {0.5}, within(1e-15));
    assertThat(at(cutoff, 5)).containsExactly(0);
    assertThat(at(cutoff, 6)).containsExactly(0);
  }

  @Test
  void gaussiansStandAtEqualSpacings() {
    Gaussians gaussians = new Gaussians(-1, 1, 5, 2);

    assertThat(gaussians.spacing()).isEqualTo(0.5);
    assertThat(at(gaussians, 0.5))
        .containsExactly(
            new double[] {Math.exp(-4.5), Math.exp(-2), Math.exp(-0.5), 1, Math.exp(-0.5)},
            within(1e-15));
  }

  @Test
  void refuseWhatIsNoBasis() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Gaussians(0, 5, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Gaussians(0, 5, 9, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new SphericalBessel(5, 4, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new SphericalBessel(5, 3, 65));
  }
}
