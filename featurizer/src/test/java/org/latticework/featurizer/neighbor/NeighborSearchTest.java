package org.latticework.featurizer.neighbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

class NeighborSearchTest {
  private static final double ROUNDING = 1e-12; // Å; a few operations on numbers of about 4

  @Test
  void findsTheShellsOfFccCopperInItsSkewedPrimitiveCell() {
    double a = 3.61;
    double h = a / 2;
    Structure copper = atom(29, new double[] {0, h, h, h, 0, h, h, h, 0});

    NeighborList pairs = new NeighborSearch(4.5).all(copper);

    assertThat(pairs.pairs()).isEqualTo(12 + 6 + 24);
    assertShell(pairs, 0, 12, a / Math.sqrt(2));
    assertShell(pairs, 12, 18, a);
    assertShell(pairs, 18, 42, a * Math.sqrt(1.5));
  }

  @Test
  void findsTheShellsOfBccIron() {
    double a = 2.866;
    double h = a / 2;
    Structure iron = atom(26, new double[] {-h, h, h, h, -h, h, h, h, -h});

    NeighborList pairs = new NeighborSearch(4.1).all(iron);

    assertThat(pairs.pairs()).isEqualTo(8 + 6 + 12);
    assertShell(pairs, 0, 8, a * Math.sqrt(3) / 2);
    assertShell(pairs, 8, 14, a);
    assertShell(pairs, 14, 26, a * Math.sqrt(2));
  }

  @Test
  void surroundsEachIonOfRockSaltWithSixOfTheOtherKind() {
    double a = 5.64;
    double h = a / 2;
    Structure salt =
        new Structure(
            Lattice.ofRows(new double[] {0, h, h, h, 0, h, h, h, 0}),
            new int[] {11, 17},
            new double[] {0, 0, 0, 0.5, 0.5, 0.5});

    NeighborList pairs = new NeighborSearch(4.9).all(salt);

    for (int i = 0; i < 2; i++) {
      int first = pairs.offset(i);
      assertThat(pairs.degree(i)).isEqualTo(6 + 12 + 8);
      assertShell(pairs, first, first + 6, h);
      assertShell(pairs, first + 6, first + 18, a / Math.sqrt(2));
      assertShell(pairs, first + 18, first + 26, h * Math.sqrt(3));
      int other = 1 - i;
      assertThat(pairs.neighbors())
          .satisfies(
              all -> assertThat(Arrays.copyOfRange(all, first, first + 6)).containsOnly(other))
          .satisfies(
              all ->
                  assertThat(Arrays.copyOfRange(all, first + 18, first + 26)).containsOnly(other));
    }
  }

  @Test
  void breaksTiesByTheImageInLexicographicOrder() {
    NeighborList pairs = new NeighborSearch(8).nearest(simpleCubic(4), 4);

    assertThat(images(pairs))
        .containsExactly(List.of(-1, 0, 0), List.of(0, -1, 0), List.of(0, 0, -1), List.of(0, 0, 1));
  }

  @Test
  void breaksTiesByTheIndexOfTheNeighborBeforeTheImage() {
    // Two atoms at the same distance on either side of the first.
    Structure chain =
        new Structure(
            Lattice.ofRows(new double[] {6, 0, 0, 0, 20, 0, 0, 0, 20}),
            new int[] {6, 7, 8},
            new double[] {0, 0, 0, 1.0 / 3, 0, 0, 2.0 / 3, 0, 0});

    NeighborList pairs = new NeighborSearch(3).all(chain);

    assertThat(pairs.neighbors()).containsExactly(1, 2, 0, 2, 0, 1);
    assertThat(images(pairs).get(1)).isEqualTo(List.of(-1, 0, 0));
  }

  @Test
  void settlesTiesWhoseDistancesDifferInTheirLastDigitsOnly() {
    // The second atom is nearer by 1e-9 Å, which is noise: the first comes first.
    double third = 1.0 / 3;
    Structure chain =
        new Structure(
            Lattice.ofRows(new double[] {6, 0, 0, 0, 20, 0, 0, 0, 20}),
            new int[] {6, 7, 8},
            new double[] {0, 0, 0, third, 0, 0, 2 * third + 1e-9 / 6, 0, 0});

    assertThat(new NeighborSearch(8).nearest(chain, 1).neighbor(0)).isEqualTo(1);
  }

  @Test
  void countsAPairAtExactlyTheCutoff() {
    // 32 points of the simple cubic lattice other than the origin lie within two edges of it.
    assertThat(new NeighborSearch(8).all(simpleCubic(4)).pairs()).isEqualTo(32);
    assertThat(new NeighborSearch(7.999).all(simpleCubic(4)).pairs()).isEqualTo(26);
  }

  @Test
  void seesTheSameLatticeThroughACellSkewedToSixDegrees() {
    Structure skewed = atom(84, new double[] {4, 0, 0, 40, 4, 0, -40, 4, 4});

    assertThat(distances(new NeighborSearch(8).all(skewed)))
        .containsExactly(distances(new NeighborSearch(8).all(simpleCubic(4))), within(1e-9));
  }

  @Test
  void keepsWhatAnAtomHasIfThatIsLessThanTheCap() {
    NeighborList pairs = new NeighborSearch(4.5).nearest(simpleCubic(4), 12);

    assertThat(pairs.degree(0)).isEqualTo(6);
  }

  @Test
  void leavesAnIsolatedAtomWithoutNeighbors() {
    NeighborList pairs = new NeighborSearch(8).nearest(simpleCubic(30), 12);

    assertThat(pairs.atoms()).isEqualTo(1);
    assertThat(pairs.pairs()).isZero();
  }

  @Test
  void reportsImagesRelativeToTheCoordinatesAsGiven() {
    Structure pair =
        new Structure(
            Lattice.ofRows(new double[] {10, 0, 0, 0, 10, 0, 0, 0, 10}),
            new int[] {6, 8},
            new double[] {3.95, 0.5, 0.5, -7.95, 0.5, 0.5});

    NeighborList pairs = new NeighborSearch(2).all(pair);

    assertThat(pairs.pairs()).isEqualTo(2);
    assertThat(images(pairs)).containsExactly(List.of(12, 0, 0), List.of(-12, 0, 0));
    assertThat(pairs.distance(0)).isCloseTo(1.0, within(1e-9));
  }

  @Test
  void findsTheSameInALeftHandedCell() {
    Vector3 a = new Vector3(3, 0.2, 0);
    Vector3 b = new Vector3(0.5, 4, 0.1);
    Vector3 c = new Vector3(-1, 0.3, 5);
    int[] numbers = {3, 9};
    Structure right =
        new Structure(new Lattice(a, b, c), numbers, new double[] {0, 0, 0, 0.4, 0.3, 0.6});
    Structure left =
        new Structure(new Lattice(b, a, c), numbers, new double[] {0, 0, 0, 0.3, 0.4, 0.6});

    assertThat(distances(new NeighborSearch(8).all(left)))
        .containsExactly(distances(new NeighborSearch(8).all(right)), within(ROUNDING));
  }

  @Test
  void namesBothSitesThatStandAtOnePlace() {
    Structure doubled =
        new Structure(
            Lattice.ofRows(new double[] {4, 0, 0, 0, 4, 0, 0, 0, 4}),
            new int[] {11, 17, 17},
            new double[] {0.5, 0.5, 0.5, 0, 0, 0, 1, 0, 2});

    assertThatExceptionOfType(CoincidentSitesException.class)
        .isThrownBy(() -> new NeighborSearch(8).nearest(doubled, 12))
        .withMessage("site 1 (Cl) and site 2 (Cl) are 0.0e+00 Å apart, need more than 0.001 Å")
        .satisfies(e -> assertThat(List.of(e.first(), e.second())).containsExactly(1, 2));
  }

  @Test
  void refusesACellInWhichAnAtomMeetsItself() {
    Structure flat = atom(6, new double[] {1e-4, 0, 0, 0, 4, 0, 0, 0, 4});

    assertThatExceptionOfType(CoincidentSitesException.class)
        .isThrownBy(() -> new NeighborSearch(8).nearest(flat, 12));
  }

  @Test
  void refusesACellTooFlatToSearch() {
    Structure flat = atom(6, new double[] {4, 0, 0, 4, 1e-8, 0, 0, 0, 4});

    assertThatExceptionOfType(UnsearchableCellException.class)
        .isThrownBy(() -> new NeighborSearch(8).all(flat))
        .withMessageContaining("too flat or too dense");
  }

  /** A cell of 0.08 Å, as one that was given in another unit: 4 π / 3 · (8 / 0.08)³ neighbors. */
  @Test
  void refusesMorePairsThanCanBeHeld() {
    Structure tiny = atom(6, new double[] {0.08, 0, 0, 0, 0.08, 0, 0, 0, 0.08});

    assertThatExceptionOfType(UnsearchableCellException.class)
        .isThrownBy(() -> new NeighborSearch(8.1).all(tiny))
        .withMessageStartingWith("more than 4,194,304 pairs of atoms lie within 8.1 Å: ");
    assertThat(new NeighborSearch(8.1).nearest(tiny, 12).pairs()).isEqualTo(12);
  }

  @Test
  void refusesACoordinateThatIsNotAPosition() {
    Structure lost =
        new Structure(
            Lattice.ofRows(new double[] {4, 0, 0, 0, 4, 0, 0, 0, 4}),
            new int[] {11, 17},
            new double[] {0, 0, 0, 0.5, 3e15, 0.5});

    assertThatExceptionOfType(UnsearchableCellException.class)
        .isThrownBy(() -> new NeighborSearch(8).all(lost))
        .withMessage("site 1 (Cl) is 3.0E15 cells away, need at most 1000000.0");
  }

  @Test
  void refusesACutoffThatIsNoDistance() {
    for (double cutoff : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NeighborSearch(cutoff))
          .withMessageContaining("cutoff");
    }
  }

  @Test
  void refusesToKeepNoNeighbors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NeighborSearch(8).nearest(simpleCubic(4), 0));
  }

  private static Structure simpleCubic(double a) {
    return atom(84, new double[] {a, 0, 0, 0, a, 0, 0, 0, a});
  }

  private static Structure atom(int atomicNumber, double[] rows) {
    return new Structure(Lattice.ofRows(rows), new int[] {atomicNumber}, new double[] {0, 0, 0});
  }

  private static void assertShell(NeighborList pairs, int from, int to, double distance) {
    for (int p = from; p < to; p++) {
      assertThat(pairs.distance(p)).isCloseTo(distance, within(ROUNDING));
    }
  }

  private static double[] distances(NeighborList pairs) {
    return IntStream.range(0, pairs.pairs()).mapToDouble(pairs::distance).toArray();
  }

  private static List<List<Integer>> images(NeighborList pairs) {
    return IntStream.range(0, pairs.pairs())
        .mapToObj(p -> List.of(pairs.image(p, 0), pairs.image(p, 1), pairs.image(p, 2)))
        .toList();
  }
}
