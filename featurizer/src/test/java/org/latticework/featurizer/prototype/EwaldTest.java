package org.latticework.featurizer.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.prototype.UnitCell.Axes;
import org.latticework.featurizer.prototype.UnitCell.Centering;

class EwaldTest {
  /** Both sums are cut where their terms are below 1e-13. */
  private static final double CUT_SUMS = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.5, 0.4795001221869535",
    "1, 0.15729920705028513",
    "1.999, 0.004698443348629488",
    "2, 0.004677734981047266",
    "3, 2.209049699858544e-05",
    "5, 1.5374597944280349e-12"
  })
  void complementaryErrorFunctionMatchesTables(double x, double expected) {
    assertThat(Ewald.erfc(x)).isCloseTo(expected, within(2e-14 + 1e-9 * expected * x));
  }

  @Test
  void findsTheMadelungConstantsOfTheBinaryPrototypes() {
    // Literature: Sakamoto, J. Chem. Phys. 28, 164 (1958), and later refinements.
    assertThat(madelung(Prototype.ROCK_SALT)).isCloseTo(1.74756459463318, within(CUT_SUMS));
    assertThat(madelung(Prototype.CAESIUM_CHLORIDE)).isCloseTo(1.76267477307099, within(CUT_SUMS));
    assertThat(madelung(Prototype.ZINC_BLENDE)).isCloseTo(1.63805505338879, within(CUT_SUMS));
  }

  @Test
  void findsTheMadelungConstantOfIdealWurtzite() {
    UnitCell ideal =
        UnitCell.of(
            Axes.hexagonal(Math.sqrt(8 / 3.0), Centering.P),
            "A 1/3 2/3 0; A 2/3 1/3 1/2; X 1/3 2/3 3/8; X 2/3 1/3 7/8");
    Geometry geometry = new Geometry(ideal, Bonding.IONIC);
    double perPair = -geometry.coulombEnergy(new int[] {1, -1}) / 2 * geometry.shortestBond();
    // Tabulated as 1.641: six digits from the literature.
    assertThat(perPair).isCloseTo(1.641322, within(1e-6));
  }

  @Test
  void findsTheMadelungConstantsOfFluoriteAndItsInverse() {
    Geometry fluorite = Prototype.FLUORITE.geometry();
    Geometry antifluorite = Prototype.ANTIFLUORITE.geometry();
    double energy = -fluorite.coulombEnergy(new int[] {2, -1});
    // 5.0388 in units of the nearest distance.
    assertThat(energy * fluorite.shortestBond()).isCloseTo(5.03878, within(1e-5));
    assertThat(-antifluorite.coulombEnergy(new int[] {1, -2})).isCloseTo(energy, within(CUT_SUMS));
  }

  @Test
  void energyOfASupercellIsThatOfItsCells() {
    Structure one =
        new Structure(
            Lattice.ofRows(new double[] {3, 0, 0, 0.4, 4, 0, -0.3, 0.5, 5}),
            new int[] {11, 17},
            new double[] {0, 0, 0, 0.45, 0.55, 0.4});
    Structure two =
        new Structure(
            Lattice.ofRows(new double[] {6, 0, 0, 0.4, 4, 0, -0.3, 0.5, 5}),
            new int[] {11, 17, 11, 17},
            new double[] {0, 0, 0, 0.225, 0.55, 0.4, 0.5, 0, 0, 0.725, 0.55, 0.4});
    double single = Ewald.energy(one, new double[] {1, -1});
    double pair = Ewald.energy(two, new double[] {1, -1, 1, -1});
    assertThat(pair).isCloseTo(2 * single, within(CUT_SUMS));
  }

  /** Energy of a pair of unit charges in units of the nearest distance. */
  private static double madelung(Prototype prototype) {
    Geometry geometry = prototype.geometry();
    int pairs = geometry.cell().size() / 2;
    return -geometry.coulombEnergy(new int[] {1, -1}) * geometry.shortestBond() / pairs;
  }
}
