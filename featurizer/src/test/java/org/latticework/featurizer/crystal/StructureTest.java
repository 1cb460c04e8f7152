package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StructureTest {
  private static final Lattice CUBE = Lattice.fromParameters(4, 4, 4, 90, 90, 90);

  @Test
  void knowsItsSites() {
    Structure salt =
        new Structure(CUBE, new int[] {11, 17}, new double[] {0, 0, 0, 0.5, -1.25, 3.5});

    assertThat(salt.size()).isEqualTo(2);
    assertThat(salt.element(1)).isEqualTo(Element.Cl);
    assertThat(salt.atomicNumber(0)).isEqualTo(11);
    assertThat(salt.fractional(1, 1)).isEqualTo(-1.25);
    assertThat(salt.site(1)).isEqualTo(new Site(Element.Cl, new Vector3(0.5, -1.25, 3.5)));
    assertThat(salt.composition().reducedFormula()).isEqualTo("Cl Na");
    assertThat(salt.lattice()).isEqualTo(CUBE);
  }

  @Test
  void sharesNoArrays() {
    int[] numbers = {11};
    double[] fractional = {0.1, 0.2, 0.3};
    Structure structure = new Structure(CUBE, numbers, fractional);

    numbers[0] = 12;
    fractional[0] = 0.9;
    structure.atomicNumbers()[0] = 13;
    structure.fractionals()[1] = 0.9;

    assertThat(structure.atomicNumbers()).containsExactly(11);
    assertThat(structure.fractionals()).containsExactly(0.1, 0.2, 0.3);
  }

  @Test
  void refusesWhatIsNoStructureAndNamesTheSite() {
    assertRefused(new int[0], new double[0], "A structure needs at least one site");
    assertRefused(new int[] {1, 2}, new double[3], "2 sites need 6 coordinates, got 3");
    assertRefused(new int[] {1, 119}, new double[6], "Site 1 has atomic number 119, need 1 to 118");
    assertRefused(
        new int[] {1, 2},
        new double[] {0, 0, 0, 0, Double.NaN, 0},
        "Site 1 has the coordinate NaN");
  }

  private static void assertRefused(int[] numbers, double[] fractional, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Structure(CUBE, numbers, fractional))
        .withMessage(message);
  }
}
