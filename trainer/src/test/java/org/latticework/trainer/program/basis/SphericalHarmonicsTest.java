package org.latticework.trainer.program.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SphericalHarmonicsTest {
  private static double[] at(int degree, double x, double y, double z) {
    double[] values = new double[2 * degree + 1];
    SphericalHarmonics.evaluate(degree, x, y, z, values);
    return values;
  }

  /** Σ_m Y_lm(r) Y_lm(s) = (2l + 1) P_l(cos rs), component-normalized. */
  @Test
  void obeyTheAdditionTheorem() {
    Random random = new Random(4);
    for (int k = 0; k < 20; k++) {
      double[] r = random.doubles(3, -1, 1).toArray();
      double[] s = random.doubles(3, -1, 1).toArray();
      double cosine = dot(r, s) / Math.sqrt(dot(r, r) * dot(s, s));
      double[] legendre = {1, cosine, (3 * cosine * cosine - 1) / 2};
      for (int l = 0; l <= 2; l++) {
        assertThat(dot(at(l, r[0], r[1], r[2]), at(l, s[0], s[1], s[2])))
            .isCloseTo((2 * l + 1) * legendre[l], within(1e-13));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Test
  void dependOnDirectionsAlone() {
    assertThat(at(2, 0.3, -0.4, 0.5)).containsExactly(at(2, 3, -4, 5), within(1e-14));
  }

  @Test
  void pointAlongTheAxesInTheirOrder() {
    assertThat(at(1, 0, 2, 0)).containsExactly(0, Math.sqrt(3), 0);
    double root = Math.sqrt(5);
    assertThat(at(2, 0, 1, 0)).containsExactly(new double[] {0, 0, root, 0, 0}, within(1e-14));
  }

  @Test
  void endWithDegreeTwo() {
    assertThatIllegalArgumentException().isThrownBy(() -> at(3, 1, 0, 0));
  }
}
