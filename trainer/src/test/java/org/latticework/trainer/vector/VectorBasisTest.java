package org.latticework.trainer.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.GaussianBasis;

class VectorBasisTest {
  static List<GaussianBasis> bases() {
    return List.of(
        GaussianBasis.book(),
        GaussianBasis.original(),
        new GaussianBasis(5, 2, 1, false),
        new GaussianBasis(5, 30, 2, true),
        new GaussianBasis(6, 100, 0.01, true));
  }

  @ParameterizedTest
  @MethodSource("bases")
  void leavesOutOnlyWhatAFloatCannotTell(GaussianBasis gaussians) {
    VectorBasis basis = VectorBasis.of(gaussians);
    float[] window = new float[basis.window()];
    for (float r = 0.01f; r < 1.3 * gaussians.cutoff(); r += 0.0037f) {
      int start = basis.start(r);
      basis.expand(r, start, window, 0);
      for (int k = 0; k < gaussians.size(); k++) {
        double u = (r - gaussians.center(k)) / gaussians.sigma();
        double expected = Math.exp(-(gaussians.halved() ? 0.5 : 1) * u * u);
        boolean kept = k >= start && k < start + basis.band();
        double actual = kept ? window[k - start] : 0;
        // 2⁻²⁵ is left out; two rounding errors in e, and u² of them in the argument.
        assertThat(Math.abs(actual - expected)).isLessThan(4 * Math.ulp(0.5f));
      }
    }
  }
}
