package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianBasisTest {
  private static final float FLOAT_ROUNDING = 1e-7f; // values are at most 1

  @Test
  void centersOfTheBookRunFromZeroToEightInSixtyFour() {
    GaussianBasis book = GaussianBasis.book();

    assertThat(book.size()).isEqualTo(64);
    assertThat(book.center(0)).isZero();
    assertThat(book.center(1)).isCloseTo(8.0 / 63, within(1e-15));
    assertThat(book.center(63)).isEqualTo(8.0);
  }

  @Test
  void centersOfTheOriginalAreMultiplesOfATwoTenths() {
    GaussianBasis original = GaussianBasis.original();

    assertThat(original.size()).isEqualTo(41);
    for (int k = 0; k < 41; k++) {
      assertThat(original.center(k)).isCloseTo(0.2 * k, within(1e-14));
    }
  }

  @Test
  void theBooksGaussianFallsToTheRootOfOneOverEOneSpacingAway() {
    GaussianBasis book = GaussianBasis.book();

    float[] values = expand(book, book.center(10));

    assertThat(values[10]).isEqualTo(1f);
    assertThat(values[9]).isCloseTo((float) Math.exp(-0.5), within(FLOAT_ROUNDING));
    assertThat(values[12]).isCloseTo((float) Math.exp(-2), within(FLOAT_ROUNDING));
  }

  @Test
  void theOriginalsGaussianFallsToOneOverEOneSpacingAway() {
    float[] values = expand(GaussianBasis.original(), 2.0);

    assertThat(values[10]).isCloseTo(1f, within(FLOAT_ROUNDING));
    assertThat(values[9]).isCloseTo((float) Math.exp(-1), within(FLOAT_ROUNDING));
    assertThat(values[12]).isCloseTo((float) Math.exp(-4), within(FLOAT_ROUNDING));
  }

  @Test
  void writesFromTheOffsetOnAndNothingElse() {
    float[] out = new float[70];

    GaussianBasis.book().expand(4.0, out, 3);

    assertThat(out).startsWith(0f, 0f, 0f).endsWith(0f, 0f, 0f);
    assertThat(out[3 + 32]).isPositive();
  }

  @Test
  void vanishesFarBeyondTheLastCenterWithoutTurningIntoNaN() {
    assertThat(expand(GaussianBasis.book(), 1e6)).containsOnly(0f);
  }

  @Test
  void refusesWhatIsNoBasis() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianBasis(-1, 64, 0.2, true))
        .withMessageContaining("cutoff");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianBasis(8, 1, 0.2, true))
        .withMessageContaining("at least 2 Gaussians");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianBasis(8, 64, Double.NaN, true))
        .withMessageContaining("sigma");
  }

  private static float[] expand(GaussianBasis basis, double distance) {
    float[] values = new float[basis.size()];
    basis.expand(distance, values, 0);
    return values;
  }
}
