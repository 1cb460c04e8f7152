package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StructureHashTest {
  private static final double[] CUBE = {4, 0, 0, 0, 4, 0, 0, 0, 4};
  private static final double[] SITES = {0, 0, 0, 0.5, 0.5, 0.25};
  private static final int[] NUMBERS = {11, 17};
  private static final String HASH = hash(CUBE, NUMBERS, SITES);

  @Test
  void isThirtyTwoDigitsThatNeverChangeByAccident() {
    // Tables written by earlier versions are joined by this address.
    assertThat(HASH).isEqualTo("0b46c702f4d86bca65f21d071ae001f1");
  }

  @Test
  void ignoresWhatLiesBeyondTheEighthDecimal() {
    double[] noisy = {1e-12, -1e-12, -0.0, 0.5 + 1e-12, 0.5, 0.25 - 1e-12};

    assertThat(hash(CUBE, NUMBERS, noisy)).isEqualTo(HASH);
    assertThat(hash(with(CUBE, 8, 4 + 4e-9), NUMBERS, SITES)).isEqualTo(HASH);
  }

  @Test
  void changesWithEveryNumber() {
    for (int k = 0; k < CUBE.length; k++) {
      assertThat(hash(with(CUBE, k, CUBE[k] + 2e-8), NUMBERS, SITES)).isNotEqualTo(HASH);
    }
    for (int k = 0; k < SITES.length; k++) {
      assertThat(hash(CUBE, NUMBERS, with(SITES, k, SITES[k] + 2e-8))).isNotEqualTo(HASH);
    }
    assertThat(hash(CUBE, new int[] {11, 35}, SITES)).isNotEqualTo(HASH);
  }

  @Test
  void tellsApartDescriptionsOfOneCrystalAsDocumented() {
    assertThat(hash(CUBE, new int[] {17, 11}, new double[] {0.5, 0.5, 0.25, 0, 0, 0}))
        .as("order of sites")
        .isNotEqualTo(HASH);
    assertThat(hash(CUBE, NUMBERS, with(SITES, 0, 1.0))).as("whole cells").isNotEqualTo(HASH);
  }

  @Test
  void keepsEveryDigitOfNumbersTooLargeToRound() {
    double large = 1e9 + 1;

    assertThat(hash(CUBE, NUMBERS, with(SITES, 0, large)))
        .isNotEqualTo(hash(CUBE, NUMBERS, with(SITES, 0, Math.nextUp(large))));
  }

  private static String hash(double[] rows, int[] numbers, double[] fractional) {
    return StructureHash.of(new Structure(Lattice.ofRows(rows), numbers, fractional));
  }

  private static double[] with(double[] numbers, int k, double value) {
    double[] changed = numbers.clone();
    changed[k] = value;
    return changed;
  }
}
