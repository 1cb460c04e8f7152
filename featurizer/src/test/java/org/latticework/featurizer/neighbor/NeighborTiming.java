package org.latticework.featurizer.neighbor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.latticework.featurizer.SharedData;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/** Prints what neighbor searches cost on one core: real crystals, then growing cells. */
public final class NeighborTiming {
  private static final double CUTOFF = 8.0; // Å
  private static final double ATOMS_PER_VOLUME = 0.065; // 1/Å³; the mean of real crystals

  private NeighborTiming() {}

  public static void main(String[] arguments) {
    List<Structure> structures = new ArrayList<>();
    for (JsonNode document : SharedData.documents("data/mp-20k.jsonl.gz")) {
      structures.add(SharedData.structure(document));
    }
    for (int round = 0; round < 3; round++) {
      report("12 nearest within 8 Å", structures, 12);
      report("all within 8 Å", structures, Integer.MAX_VALUE);
    }
    for (int atoms = 10; atoms <= 100_000; atoms *= 10) {
      List<Structure> grown = List.of(random(atoms));
      for (int round = 0; round < 3; round++) {
        report(atoms + " atoms, 12 nearest", grown, 12);
        report(atoms + " atoms, all", grown, Integer.MAX_VALUE);
      }
    }
  }

  private static void report(String name, List<Structure> structures, int count) {
    NeighborSearch search = new NeighborSearch(CUTOFF);
    long atoms = 0;
    long pairs = 0;
    double start = processorSeconds();
    do {
      // Reading the clock costs as much as a search of ten atoms.
      for (int repeat = 0;
          repeat < 1 + 10_000 / structures.get(0).size() / structures.size();
          repeat++) {
        for (Structure structure : structures) {
          atoms += structure.size();
          pairs += search.nearest(structure, count).pairs();
        }
      }
    } while (processorSeconds() - start < 0.5);
    double seconds = processorSeconds() - start;
    System.out.printf(
        Locale.ROOT,
        "%-30s %8.3f µs/atom %8.2f M pairs/s%n",
        name,
        seconds / atoms * 1e6,
        pairs / seconds * 1e-6);
  }

  /** Returns the time of all threads of this process, the garbage collector's included. */
  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() * 1e-9;
  }

  private static Structure random(int atoms) {
    Random random = new Random(7);
    double edge = Math.cbrt(atoms / ATOMS_PER_VOLUME);
    int[] atomicNumbers = new int[atoms];
    Arrays.fill(atomicNumbers, 14);
    double[] fractional = random.doubles(3L * atoms).toArray();
    return new Structure(
        Lattice.ofRows(new double[] {edge, 0, 0, 0, edge, 0, 0, 0, edge}),
        atomicNumbers,
        fractional);
  }
}
