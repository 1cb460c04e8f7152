package org.latticework.featurizer.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.OtherCell;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.neighbor.NeighborList;
import org.latticework.featurizer.neighbor.NeighborSearch;
import org.latticework.featurizer.neighbor.RandomCrystals;

class FingerprintTest {
  private static final FingerprintBuilder BUILDER = new FingerprintBuilder();
  // Rows that differ by less than this are one; each of two fingerprints may be off by it.
  private static final double MERGED = 2e-3; // Å
  private static final double ALL = Double.POSITIVE_INFINITY;

  private static final int[] ROCK_SALT = {11, 17};
  private static final Structure SALT = rockSalt(11, 17, 5.64);

  @Provide
  Arbitrary<Structure> crystals() {
    return Arbitraries.randomValue(
        random -> random.nextInt(4) == 0 ? SALT : RandomCrystals.crystal(random, 8));
  }

  @Property(tries = 100, seed = "1", shrinking = ShrinkingMode.OFF)
  void anotherDescriptionOfACrystalHasTheSameFingerprint(
      @ForAll("crystals") Structure crystal, @ForAll Random random) {
    int[] repeats = {1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2)};
    int atoms = repeats[0] * repeats[1] * repeats[2] * crystal.size();
    List<Integer> source = new ArrayList<>(IntStream.range(0, atoms).boxed().toList());
    Collections.shuffle(source, random);
    Fingerprint one = BUILDER.build(crystal);
    Fingerprint other = BUILDER.build(OtherCell.supercell(crystal, repeats, source));

    assertThat(one.rows().distance(other.rows(), ALL)).isLessThan(MERGED);
    assertThat(one.anonymousRows().distance(other.anonymousRows(), ALL))
        .isLessThan(MERGED / Math.cbrt(one.atomVolume()));
    assertThat(one.meanDistances().distance(other.meanDistances())).isLessThan(1e-5); // floats
    assertThat(other.amounts()).isEqualTo(one.amounts());
    assertThat(other.atomVolume()).isCloseTo(one.atomVolume(), within(1e-9 * one.atomVolume()));
  }

  @Property(tries = 60, seed = "2", shrinking = ShrinkingMode.OFF)
  void aMirrorImageHasTheSameFingerprint(@ForAll("crystals") Structure crystal) {
    Lattice cell = crystal.lattice();
    Structure mirrored =
        new Structure(
            new Lattice(mirror(cell.a()), mirror(cell.b()), mirror(cell.c())),
            crystal.atomicNumbers(),
            crystal.fractionals());
    assertThat(BUILDER.build(crystal).rows().distance(BUILDER.build(mirrored).rows(), ALL))
        .isLessThan(1e-6);
  }

  /** Each pair changes by 2 ε at most, and so does each sorted row. */
  @Property(tries = 100, seed = "3", shrinking = ShrinkingMode.OFF)
  void movesByTwiceTheWayOfTheAtomsAtMost(
      @ForAll("crystals") Structure crystal, @ForAll Random random) {
    double way = 0.2 * random.nextDouble();
    Structure moved = moved(crystal, way, random);
    Fingerprint one = BUILDER.build(crystal);
    Fingerprint other = BUILDER.build(moved);
    assertThat(one.rows().distance(other.rows(), ALL)).isLessThan(2 * way + MERGED);
    assertThat(one.meanDistances().distance(other.meanDistances())).isLessThan(2 * way + 1e-5);
  }

  @Property(tries = 60, seed = "4", shrinking = ShrinkingMode.OFF)
  void hasTheDistancesThatAllPairsGive(@ForAll("crystals") Structure crystal) {
    NeighborList pairs = new NeighborSearch(25).all(crystal); // random crystals are dense
    Fingerprint fingerprint = BUILDER.build(crystal);
    int[] elements = fingerprint.elements();
    int[] counts = Fingerprint.neighborsOf(fingerprint.amounts());
    int length = Arrays.stream(counts).sum();
    double[] found = new double[elements.length]; // sums over the rows of each element
    for (int r = 0; r < fingerprint.rowElements().length; r++) {
      for (int k = 0; k < length; k++) {
        found[fingerprint.rowElements()[r]] +=
            fingerprint.weights()[r] * fingerprint.distances()[r * length + k];
      }
    }
    double[] expected = new double[elements.length];
    for (int i = 0; i < crystal.size(); i++) {
      int own = Arrays.binarySearch(elements, crystal.atomicNumber(i));
      for (int e = 0; e < elements.length; e++) {
        int element = elements[e];
        expected[own] +=
            IntStream.range(pairs.offset(i), pairs.offset(i + 1))
                    .filter(p -> crystal.atomicNumber(pairs.neighbor(p)) == element)
                    .mapToDouble(pairs::distance)
                    .sorted()
                    .limit(counts[e])
                    .sum()
                / crystal.size();
      }
    }
    for (int e = 0; e < elements.length; e++) {
      assertThat(found[e]).isCloseTo(expected[e], within(length * MERGED / 2));
    }
  }

  @Property(tries = 60, seed = "5", shrinking = ShrinkingMode.OFF)
  void isAMetricAboveItsLowerBounds(@ForAll Random random) {
    WeightedRows[] rows = new WeightedRows[3];
    Structure crystal = RandomCrystals.crystal(random, 8);
    Arrays.setAll(rows, k -> BUILDER.build(moved(crystal, 0.8, random)).rows());
    double far = rows[0].distance(rows[1], ALL);
    assertThat(rows[1].distance(rows[0], ALL)).isCloseTo(far, within(1e-9));
    assertThat(rows[0].distance(rows[0], ALL)).isZero();
    assertThat(far)
        .isLessThanOrEqualTo(
            rows[0].distance(rows[2], ALL) + rows[2].distance(rows[1], ALL) + 1e-9);
    assertThat(rows[0].boundOf(rows[1])).isLessThanOrEqualTo(far + 1e-9);
    assertThat(Math.abs(rows[0].mean() - rows[1].mean())).isLessThanOrEqualTo(far + 1e-9);
    assertThat(rows[0].distance(rows[1], far * 1.000001)).isEqualTo(far);
    assertThat(rows[0].distance(rows[1], far - 1e-6)).isEqualTo(ALL);
  }

  /** Na has 6 Cl at a / 2, then 8 at √3 a / 2; 12 Na at a / √2. */
  @Test
  void knowsRockSalt() {
    Fingerprint salt = BUILDER.build(SALT);
    assertThat(salt.elements()).isEqualTo(ROCK_SALT);
    assertThat(salt.amounts()).containsExactly(1, 1);
    assertThat(salt.rowElements()).containsExactly(0, 1);
    assertThat(salt.weights()).containsExactly(0.5, 0.5);
    float[] sodium = Arrays.copyOf(salt.distances(), 24);
    for (int k = 0; k < 24; k++) {
      double expected = k < 12 ? Math.sqrt(.5) : k < 18 ? .5 : Math.sqrt(.75);
      assertThat((double) sodium[k]).isCloseTo(5.64 * expected, within(1e-6));
    }
    assertThat(salt.atomVolume()).isCloseTo(Math.pow(5.64, 3) / 8, within(1e-9));
  }

  @Test
  void aPrototypeHasNeitherElementsNorSize() {
    WeightedRows salt = BUILDER.build(SALT).anonymousRows();
    WeightedRows oxide = BUILDER.build(rockSalt(12, 8, 4.21)).anonymousRows();
    WeightedRows reversed = BUILDER.build(rockSalt(17, 11, 5.64)).anonymousRows();
    Structure caesium =
        new Structure(
            Lattice.ofRows(new double[] {4.1, 0, 0, 0, 4.1, 0, 0, 0, 4.1}),
            new int[] {55, 17},
            new double[] {0, 0, 0, .5, .5, .5});
    assertThat(salt.distance(oxide, ALL)).isLessThan(1e-6);
    assertThat(salt.distance(reversed, ALL)).isLessThan(1e-6);
    assertThat(salt.distance(BUILDER.build(caesium).anonymousRows(), ALL)).isGreaterThan(0.05);
  }

  /** A and B of a perovskite ABX3 are as many, and which element is which does not matter. */
  @Test
  void elementsOfOneAmountMayChangePlaces() {
    WeightedRows one = BUILDER.build(perovskite(20, 22, 3.9)).anonymousRows();
    WeightedRows other = BUILDER.build(perovskite(40, 38, 4.1)).anonymousRows();
    assertThat(one.distance(other, ALL)).isLessThan(1e-6);
  }

  @Test
  void saysWhatCannotBeCompared() {
    WeightedRows salt = BUILDER.build(SALT).rows();
    WeightedRows perovskite = BUILDER.build(perovskite(20, 22, 3.9)).rows();
    assertThatThrownBy(() -> salt.distance(perovskite, ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elements and amounts");
    MeanDistances one = BUILDER.build(SALT).meanDistances();
    MeanDistances other = BUILDER.build(rockSalt(12, 8, 4.21)).meanDistances();
    assertThatThrownBy(() -> one.distance(other)).hasMessageContaining("other elements");
  }

  /** One atom in 64 is none of 24 neighbors: no row looks for it, and it has a row of its own. */
  @Test
  void aRareElementIsSeenFromItself() {
    int[] numbers = new int[64];
    double[] fractional = new double[192];
    Arrays.fill(numbers, 14);
    numbers[0] = 32;
    for (int i = 0; i < 64; i++) {
      fractional[3 * i] = (i % 4) / 4.0;
      fractional[3 * i + 1] = Math.floor(i / 4.0) % 4 / 4;
      fractional[3 * i + 2] = Math.floor(i / 16.0) / 4;
    }
    Fingerprint fingerprint =
        BUILDER.build(
            new Structure(
                Lattice.ofRows(new double[] {12, 0, 0, 0, 12, 0, 0, 0, 12}), numbers, fractional));
    assertThat(Fingerprint.neighborsOf(fingerprint.amounts())).containsExactly(24, 0);
    assertThat(fingerprint.rowElements()).endsWith(1);
    assertThat(fingerprint.weights()).endsWith(1 / 64.0);
  }

  private static Structure rockSalt(int cation, int anion, double edge) {
    double half = edge / 2;
    return new Structure(
        Lattice.ofRows(new double[] {0, half, half, half, 0, half, half, half, 0}),
        new int[] {cation, anion},
        new double[] {0, 0, 0, .5, .5, .5});
  }

  private static Structure perovskite(int a, int b, double edge) {
    return new Structure(
        Lattice.ofRows(new double[] {edge, 0, 0, 0, edge, 0, 0, 0, edge}),
        new int[] {a, b, 8, 8, 8},
        new double[] {0, 0, 0, .5, .5, .5, .5, .5, 0, .5, 0, .5, 0, .5, .5});
  }

  private static Vector3 mirror(Vector3 v) {
    return new Vector3(-v.x(), v.y(), v.z());
  }

  /** Moves each atom by a way in a random direction. */
  private static Structure moved(Structure crystal, double way, Random random) {
    double[] fractional = crystal.fractionals();
    double[] heights = {
      crystal.lattice().heightA(), crystal.lattice().heightB(), crystal.lattice().heightC()
    };
    for (int i = 0; i < crystal.size(); i++) {
      double[] step = new double[3];
      Arrays.setAll(step, axis -> (2 * random.nextDouble() - 1) / heights[axis]);
      double length = crystal.lattice().cartesian(new Vector3(step[0], step[1], step[2])).length();
      for (int axis = 0; axis < 3; axis++) {
        fractional[3 * i + axis] += step[axis] * way / length;
      }
    }
    return new Structure(crystal.lattice(), crystal.atomicNumbers(), fractional);
  }
}
