package org.latticework.featurizer.neighbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

class NeighborSearchPropertyTest {
  // Brute force takes differences of positions up to 1e4 Å, which doubles know to 1e-12 Å.
  private static final double ROUNDING = 1e-9;

  /** One crystal, and the radius within which brute force can look at it in reasonable time. */
  record Sample(Structure structure, double cutoff) {}

  @Provide
  Arbitrary<Sample> crystals() {
    return Arbitraries.randomValue(random -> sample(random, 60, 1e6));
  }

  @Provide
  Arbitrary<Sample> largeCrystals() {
    return Arbitraries.randomValue(random -> sample(random, 400, 3e7));
  }

  private static Sample sample(Random random, int maxAtoms, double cost) {
    Structure structure = RandomCrystals.crystal(random, maxAtoms);
    double cutoff = 2 + 6 * random.nextDouble();
    while (BruteForce.cost(structure, cutoff) > cost && cutoff > 0.5) {
      cutoff *= 0.9;
    }
    return new Sample(structure, cutoff);
  }

  @Property(tries = 300, seed = "1", shrinking = ShrinkingMode.OFF)
  void findsWhatBruteForceFinds(@ForAll("crystals") Sample sample) {
    assertSameAsBruteForce(sample);
  }

  @Property(tries = 12, seed = "2", shrinking = ShrinkingMode.OFF)
  void findsWhatBruteForceFindsInLargeCells(@ForAll("largeCrystals") Sample sample) {
    assertSameAsBruteForce(sample);
  }

  private static void assertSameAsBruteForce(Sample sample) {
    NeighborList found = new NeighborSearch(sample.cutoff).all(sample.structure);
    for (int i = 0; i < sample.structure.size(); i++) {
      List<BruteForce.Neighbor> expected = BruteForce.neighbors(sample.structure, i, sample.cutoff);
      assertThat(neighbors(found, i))
          .isEqualTo(expected.stream().map(NeighborSearchPropertyTest::neighbor).toList());
      assertClose(
          distances(found, i),
          expected.stream().mapToDouble(BruteForce.Neighbor::distance).toArray());
    }
  }

  @Property(tries = 200, seed = "3", shrinking = ShrinkingMode.OFF)
  void theNearestAreTheFirstOfAll(@ForAll("crystals") Sample sample) {
    NeighborSearch search = new NeighborSearch(sample.cutoff);
    NeighborList all = search.all(sample.structure);
    for (int count : new int[] {1, 2, 12, 40}) {
      NeighborList nearest = search.nearest(sample.structure, count);
      for (int i = 0; i < all.atoms(); i++) {
        int first = Math.min(count, all.degree(i));
        assertThat(neighbors(nearest, i)).isEqualTo(neighbors(all, i).subList(0, first));
        assertThat(distances(nearest, i)).isEqualTo(Arrays.copyOf(distances(all, i), first));
      }
    }
  }

  @Property(tries = 200, seed = "4", shrinking = ShrinkingMode.OFF)
  void everyPairIsFoundFromBothEndsAtExactlyOneDistance(@ForAll("crystals") Sample sample) {
    NeighborList pairs = new NeighborSearch(sample.cutoff).all(sample.structure);
    Set<List<Number>> there = new HashSet<>();
    Set<List<Number>> back = new HashSet<>();
    for (int i = 0; i < pairs.atoms(); i++) {
      for (int p = pairs.offset(i); p < pairs.offset(i + 1); p++) {
        int j = pairs.neighbor(p);
        int a = pairs.image(p, 0);
        int b = pairs.image(p, 1);
        int c = pairs.image(p, 2);
        there.add(List.of(i, j, a, b, c, pairs.distance(p)));
        back.add(List.of(j, i, -a, -b, -c, pairs.distance(p)));
      }
    }
    assertThat(there).hasSize(pairs.pairs()).isEqualTo(back);
  }

  @Property(tries = 200, seed = "8", shrinking = ShrinkingMode.OFF)
  void symmetricPairsAreThoseThatEitherEndKeeps(@ForAll("crystals") Sample sample) {
    for (int count : new int[] {1, 3, 12}) {
      NeighborList found =
          new NeighborSearch(sample.cutoff).nearest(sample.structure, count).symmetric();
      List<List<BruteForce.Neighbor>> all =
          IntStream.range(0, sample.structure.size())
              .mapToObj(i -> BruteForce.neighbors(sample.structure, i, sample.cutoff))
              .toList();
      Set<List<Integer>> kept = new HashSet<>(); // from either end
      for (int i = 0; i < all.size(); i++) {
        for (BruteForce.Neighbor n : all.get(i).subList(0, Math.min(count, all.get(i).size()))) {
          kept.add(List.of(i, n.atom(), n.a(), n.b(), n.c()));
          kept.add(List.of(n.atom(), i, -n.a(), -n.b(), -n.c()));
        }
      }
      assertThat(found.pairs()).isEqualTo(kept.size());
      for (int i = 0; i < all.size(); i++) {
        int center = i;
        List<BruteForce.Neighbor> expected =
            all.get(i).stream()
                .filter(n -> kept.contains(List.of(center, n.atom(), n.a(), n.b(), n.c())))
                .toList();
        assertThat(neighbors(found, i))
            .isEqualTo(expected.stream().map(NeighborSearchPropertyTest::neighbor).toList());
        assertClose(
            distances(found, i),
            expected.stream().mapToDouble(BruteForce.Neighbor::distance).toArray());
      }
    }
  }

  @Property(tries = 100, seed = "5", shrinking = ShrinkingMode.OFF)
  void neitherOriginNorOrientationMatters(@ForAll("crystals") Sample sample) {
    double[] moved = sample.structure.fractionals();
    for (int k = 0; k < moved.length; k++) {
      moved[k] += new double[] {0.31, -1.77, 12.5}[k % 3];
    }
    Lattice lattice = sample.structure.lattice();
    Lattice turned = new Lattice(turn(lattice.a()), turn(lattice.b()), turn(lattice.c()));
    Structure other = new Structure(turned, sample.structure.atomicNumbers(), moved);
    assertSameDistances(sample.structure, other, identity(other.size()), sample.cutoff);
  }

  @Property(tries = 100, seed = "6", shrinking = ShrinkingMode.OFF)
  void theOrderOfSitesDoesNotMatter(@ForAll("crystals") Sample sample) {
    int atoms = sample.structure.size();
    int[] source = IntStream.range(0, atoms).map(i -> atoms - 1 - i).toArray();
    Structure other = pick(sample.structure, sample.structure.lattice(), source);
    assertSameDistances(sample.structure, other, source, sample.cutoff);
  }

  @Property(tries = 100, seed = "7", shrinking = ShrinkingMode.OFF)
  void anAtomHasTheSameNeighborsInASupercell(@ForAll("crystals") Sample sample) {
    Lattice cell = sample.structure.lattice();
    Lattice supercell = new Lattice(cell.a(), cell.b().times(2), cell.c().times(3));
    int atoms = sample.structure.size();
    int[] source = IntStream.range(0, 6 * atoms).map(i -> i % atoms).toArray();
    double[] fractional = new double[18 * atoms];
    int[] numbers = new int[6 * atoms];
    for (int i = 0; i < source.length; i++) {
      numbers[i] = sample.structure.atomicNumber(source[i]);
      fractional[3 * i] = sample.structure.fractional(source[i], 0);
      int copy = i / atoms;
      fractional[3 * i + 1] = (sample.structure.fractional(source[i], 1) + copy % 2) / 2;
      fractional[3 * i + 2] = (sample.structure.fractional(source[i], 2) + copy % 3) / 3;
    }
    Structure other = new Structure(supercell, numbers, fractional);
    assertSameDistances(sample.structure, other, source, sample.cutoff);
  }

  /** Atom i of the other structure is atom source[i] of the first, seen otherwise. */
  private static void assertSameDistances(
      Structure structure, Structure other, int[] source, double cutoff) {
    NeighborList expected = new NeighborSearch(cutoff).all(structure);
    NeighborList found = new NeighborSearch(cutoff).all(other);
    for (int i = 0; i < other.size(); i++) {
      double[] there = distances(found, i);
      double[] here = distances(expected, source[i]);
      Arrays.sort(there); // ties are in the order of indices, which differ
      Arrays.sort(here);
      assertClose(there, here);
    }
  }

  private static void assertClose(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double largest =
        IntStream.range(0, found.length)
            .mapToDouble(k -> Math.abs(found[k] - expected[k]))
            .max()
            .orElse(0);
    assertThat(largest).isLessThan(ROUNDING);
  }

  private static double[] distances(NeighborList pairs, int atom) {
    return IntStream.range(pairs.offset(atom), pairs.offset(atom + 1))
        .mapToDouble(pairs::distance)
        .toArray();
  }

  private static Structure pick(Structure structure, Lattice lattice, int[] source) {
    double[] fractional = new double[3 * source.length];
    int[] numbers = new int[source.length];
    for (int i = 0; i < source.length; i++) {
      numbers[i] = structure.atomicNumber(source[i]);
      for (int axis = 0; axis < 3; axis++) {
        fractional[3 * i + axis] = structure.fractional(source[i], axis);
      }
    }
    return new Structure(lattice, numbers, fractional);
  }

  private static int[] identity(int size) {
    return IntStream.range(0, size).toArray();
  }

  /** Turns a vector about x by 0.7 radian, then about z by 2.1. */
  private static Vector3 turn(Vector3 v) {
    double y = Math.cos(0.7) * v.y() - Math.sin(0.7) * v.z();
    double z = Math.sin(0.7) * v.y() + Math.cos(0.7) * v.z();
    return new Vector3(
        Math.cos(2.1) * v.x() - Math.sin(2.1) * y, Math.sin(2.1) * v.x() + Math.cos(2.1) * y, z);
  }

  private static List<List<Integer>> neighbors(NeighborList pairs, int atom) {
    return IntStream.range(pairs.offset(atom), pairs.offset(atom + 1))
        .mapToObj(
            p ->
                List.of(pairs.neighbor(p), pairs.image(p, 0), pairs.image(p, 1), pairs.image(p, 2)))
        .toList();
  }

  private static List<Integer> neighbor(BruteForce.Neighbor n) {
    return List.of(n.atom(), n.a(), n.b(), n.c());
  }
}
