package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
import org.latticework.featurizer.neighbor.RandomCrystals;

class QuotientPropertyTest {
  private static final GraphConfig MERGED = new GraphConfig(8, 12, Ties.ALL, true, false);
  private static final GraphConfig PLAIN = new GraphConfig(8, 12, Ties.ALL, false, false);
  // Two descriptions of one crystal give distances that differ by rounding, far below 1e-9 Å, and
  // are kept as floats: below 8 Å their steps are 4.8e-7 Å.
  private static final double ROUNDING = 5e-7;

  private static final Structure PEROVSKITE =
      cubic(3.9, new int[] {38, 22, 8, 8, 8}, 0, 0, 0, .5, .5, .5, .5, .5, 0, .5, 0, .5, 0, .5, .5);
  private static final Structure DIAMOND =
      cubic(
          3.57,
          new int[] {6, 6, 6, 6, 6, 6, 6, 6},
          new double[] {
            0, 0, 0, 0, .5, .5, .5, 0, .5, .5, .5, 0, .25, .25, .25, .25, .75, .75, .75, .25, .75,
            .75, .75, .25
          });

  @Provide
  Arbitrary<Structure> crystals() {
    return Arbitraries.randomValue(
        random ->
            switch (random.nextInt(4)) {
              case 0 -> PEROVSKITE;
              case 1 -> DIAMOND;
              default -> RandomCrystals.crystal(random, 8);
            });
  }

  /** A supercell, its sites in another order, another origin and another orientation, at once. */
  @Property(tries = 150, seed = "1", shrinking = ShrinkingMode.OFF)
  void anotherDescriptionOfACrystalHasTheSameQuotient(
      @ForAll("crystals") Structure crystal, @ForAll Random random) {
    int[] repeats = {1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2)};
    int copies = repeats[0] * repeats[1] * repeats[2];
    List<Integer> source =
        new ArrayList<>(IntStream.range(0, copies * crystal.size()).boxed().toList());
    Collections.shuffle(source, random);
    Structure other = OtherCell.supercell(crystal, repeats, source);

    CrystalGraph expected = new GraphBuilder(MERGED).build(crystal);
    CrystalGraph found = new GraphBuilder(MERGED).build(other);

    assertThat(found.nodes()).isEqualTo(expected.nodes());
    assertThat(found.edges()).isEqualTo(expected.edges());
    int[] node = new int[found.nodes()]; // of the first, for each of the other
    Arrays.fill(node, -1);
    for (int i = 0; i < other.size(); i++) {
      int same = nodeOf(expected, source.get(i) % crystal.size());
      int of = nodeOf(found, i);
      assertThat(node[of]).isIn(-1, same);
      node[of] = same;
    }
    for (int n = 0; n < node.length; n++) {
      assertThat(found.atomicNumber(n)).isEqualTo(expected.atomicNumber(node[n]));
      assertThat(found.multiplicity(n)).isEqualTo(copies * expected.multiplicity(node[n]));
      assertSame(
          edges(found, n, node),
          edges(expected, node[n], IntStream.range(0, node.length).toArray()));
    }
  }

  /** An edge of one node. */
  private record Edge(int neighbor, double distance, int weight) {}

  private static List<Edge> edges(CrystalGraph graph, int node, int[] names) {
    return IntStream.range(graph.offset(node), graph.offset(node + 1))
        .mapToObj(k -> new Edge(names[graph.neighbor(k)], graph.distance(k), graph.weight(k)))
        .sorted(Comparator.comparingInt(Edge::neighbor).thenComparingDouble(Edge::distance))
        .toList();
  }

  private static void assertSame(List<Edge> found, List<Edge> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int k = 0; k < found.size(); k++) {
      assertThat(found.get(k).neighbor()).isEqualTo(expected.get(k).neighbor());
      assertThat(found.get(k).weight()).isEqualTo(expected.get(k).weight());
      assertThat(found.get(k).distance()).isCloseTo(expected.get(k).distance(), within(ROUNDING));
    }
  }

  @Property(tries = 100, seed = "2", shrinking = ShrinkingMode.OFF)
  void anEdgeStandsForAsManyPairsAsThePlainGraphHas(
      @ForAll("crystals") Structure crystal, @ForAll boolean symmetric) {
    CrystalGraph plain =
        new GraphBuilder(new GraphConfig(8, 12, Ties.ALL, false, false, symmetric)).build(crystal);
    CrystalGraph merged =
        new GraphBuilder(new GraphConfig(8, 12, Ties.ALL, true, false, symmetric)).build(crystal);

    assertThat(merged.nodes()).isLessThanOrEqualTo(plain.nodes());
    assertThat(merged.edges()).isLessThanOrEqualTo(plain.edges());
    assertThat(merged.atoms()).isEqualTo(plain.atoms());
    int pairs = 0;
    double lengths = 0;
    for (int n = 0; n < merged.nodes(); n++) {
      for (int k = merged.offset(n); k < merged.offset(n + 1); k++) {
        int standsFor = merged.multiplicity(n) * merged.weight(k);
        pairs += standsFor;
        lengths += (double) standsFor * merged.distance(k);
      }
    }
    assertThat(pairs).isEqualTo(plain.edges());
    double expected = IntStream.range(0, plain.edges()).mapToDouble(plain::distance).sum();
    assertThat(lengths).isCloseTo(expected, within(ROUNDING * pairs));
  }

  @Property(tries = 20, seed = "3", shrinking = ShrinkingMode.OFF)
  void aCrystalWithoutSymmetryKeepsItsPlainGraph(@ForAll Random random) {
    assertKeepsItsPlainGraph(disordered(100 + random.nextInt(200), random));
  }

  @Test
  void fiveThousandAtomsWithoutOrderStayFiveThousandNodes() {
    assertKeepsItsPlainGraph(disordered(5_000, new Random(4)));
  }

  /** A defect is felt one shell farther in each round of refinement: the worst case for time. */
  @Test
  void aLongChainWithOneDefectIsMergedInSeconds() {
    int atoms = 2_000;
    double[] fractional = new double[3 * atoms];
    int[] numbers = new int[atoms];
    Arrays.fill(numbers, 14);
    numbers[0] = 32;
    for (int i = 0; i < atoms; i++) {
      fractional[3 * i] = (double) i / atoms;
    }
    double[] rows = {2.5 * atoms, 0, 0, 0, 20, 0, 0, 0, 20};
    Structure chain = new Structure(Lattice.ofRows(rows), numbers, fractional);
    long begin = System.nanoTime();

    CrystalGraph merged =
        new GraphBuilder(new GraphConfig(8, 2, Ties.ALL, true, false)).build(chain);

    assertThat(merged.nodes()).isEqualTo(atoms / 2 + 1); // one for each distance from the defect
    assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L); // 0.1 s on a quiet machine
  }

  /** Eight times the atoms, at one density: eight times the time, and room for caches. */
  @Test
  void disorderedCellsTakeTimeByTheirAtoms() {
    double small = seconds(disordered(2_000, new Random(5)));
    double large = seconds(disordered(16_000, new Random(5)));
    assertThat(large / small).isLessThan(8 * 2.5);
  }

  /** Returns the least of some runs, of the processor. */
  private static double seconds(Structure crystal) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    for (int run = 0; run < 3; run++) {
      long begin = threads.getCurrentThreadCpuTime();
      assertThat(new GraphBuilder(MERGED).build(crystal).nodes()).isEqualTo(crystal.size());
      least = Math.min(least, (threads.getCurrentThreadCpuTime() - begin) * 1e-9);
    }
    return least;
  }

  private static void assertKeepsItsPlainGraph(Structure crystal) {
    CrystalGraph plain = new GraphBuilder(PLAIN).build(crystal);
    CrystalGraph merged = new GraphBuilder(MERGED).build(crystal);

    assertThat(merged.nodes()).isEqualTo(crystal.size());
    assertThat(merged.multiplicities()).isEmpty();
    assertThat(merged.weights()).isEmpty();
    assertThat(merged.neighbors()).isEqualTo(plain.neighbors());
    assertThat(merged.distances()).isEqualTo(plain.distances());
  }

  /** Returns atoms of one element at random in a cube that no atom sees itself across. */
  private static Structure disordered(int atoms, Random random) {
    int[] numbers = new int[atoms];
    Arrays.fill(numbers, 14);
    return cubic(Math.cbrt(atoms / 0.065), numbers, random.doubles(3L * atoms).toArray());
  }

  private static Structure cubic(double edge, int[] numbers, double... fractional) {
    return new Structure(
        Lattice.ofRows(new double[] {edge, 0, 0, 0, edge, 0, 0, 0, edge}), numbers, fractional);
  }

  private static int nodeOf(CrystalGraph graph, int atom) {
    int[] classes = graph.classes();
    return classes.length == 0 ? atom : classes[atom];
  }
}
