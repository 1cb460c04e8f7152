package org.latticework.featurizer.neighbor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/**
 * Times neighbor searches within 8 Å in synthetic cells of 10 to 100,000 atoms at one density:
 * where the cost is linear, an atom costs the same in all of them. Once with the atoms in random
 * order, so that those of one place are all over the memory, and once in the order of their places.
 * Run by {@code docs/benchmarks/scaling}, which says how.
 */
final class ScalingBenchmark {
  private static final double ATOMS_PER_VOLUME = 0.065; // 1/Å³; the mean of real crystals
  private static final int NEAREST = 12;
  private static final int ALL = Integer.MAX_VALUE;
  private static final double WARM_UP = 1; // s, of each kind of search in each cell
  private static final double MEASURED = 3; // s
  private static final int FEWEST_RUNS = 3;
  private static final double BOX = 4; // Å; atoms of one such box are together when sorted

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ScalingBenchmark() {}

  /**
   * Of one search.
   *
   * @param seconds median, of the processor
   * @param pairs found
   */
  private record Cost(double seconds, double pairs) {}

  /** Prints a table; seconds are the processor's, in the thread that searches. */
  public static void main(String[] arguments) {
    table("random order", false);
    table("in the order of their places", true);
  }

  private static void table(String order, boolean sorted) {
    System.out.printf("%nAtoms: %s%n%n", order);
    System.out.println(
        "| atoms | 12 nearest: µs an atom | pairs an atom | all: µs an atom | pairs an atom |");
    System.out.println("|---|---|---|---|---|");
    for (int atoms : new int[] {10, 100, 1_000, 10_000, 100_000}) {
      Structure structure = structure(atoms, sorted);
      System.out.printf(
          Locale.ROOT, "| %,d |%s%s%n", atoms, cells(structure, NEAREST), cells(structure, ALL));
    }
  }

  private static String cells(Structure structure, int count) {
    NeighborSearch search = new NeighborSearch(8);
    int atoms = structure.size();
    cost(search, structure, count, WARM_UP);
    Cost cost = cost(search, structure, count, MEASURED);
    return String.format(
        Locale.ROOT, " %.2f | %.1f |", 1e6 * cost.seconds() / atoms, cost.pairs() / atoms);
  }

  private static Cost cost(NeighborSearch search, Structure structure, int count, double atLeast) {
    double[] seconds = new double[1024];
    double sum = 0;
    long pairs = 0;
    int runs = 0;
    while (runs < FEWEST_RUNS || (sum < atLeast && runs < seconds.length)) {
      long start = THREADS.getCurrentThreadCpuTime();
      int passes = Math.max(1, 10_000 / structure.size()); // the clock of threads is a coarse one
      pairs = 0;
      for (int k = 0; k < passes; k++) {
        pairs += search.nearest(structure, count).pairs();
      }
      pairs /= passes;
      seconds[runs] = (THREADS.getCurrentThreadCpuTime() - start) * 1e-9 / passes;
      sum += seconds[runs] * passes;
      runs++;
    }
    Arrays.sort(seconds, 0, runs);
    return new Cost(seconds[runs / 2], pairs);
  }

  private static Structure structure(int atoms, boolean sorted) {
    double edge = Math.cbrt(atoms / ATOMS_PER_VOLUME);
    int[] atomicNumbers = new int[atoms];
    Arrays.fill(atomicNumbers, 14);
    double[] fractional = new Random(7).doubles(3L * atoms).toArray();
    return new Structure(
        Lattice.ofRows(new double[] {edge, 0, 0, 0, edge, 0, 0, 0, edge}),
        atomicNumbers,
        sorted ? sortedByPlace(fractional, (int) Math.ceil(edge / BOX)) : fractional);
  }

  private static double[] sortedByPlace(double[] f, int boxes) {
    ToIntFunction<Integer> box =
        k -> {
          int[] place = new int[3];
          Arrays.setAll(place, axis -> (int) (boxes * f[3 * k + axis]));
          return (place[0] * boxes + place[1]) * boxes + place[2];
        };
    return IntStream.range(0, f.length / 3)
        .boxed()
        .sorted(Comparator.comparingInt(box))
        .flatMapToDouble(k -> Arrays.stream(f, 3 * k, 3 * k + 3))
        .toArray();
  }
}
