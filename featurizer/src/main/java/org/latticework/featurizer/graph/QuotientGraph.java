package org.latticework.featurizer.graph;

import java.util.Arrays;
import org.latticework.featurizer.neighbor.NeighborList;

/**
 * The graph of a crystal with its equivalent atoms merged: one node a class of {@link
 * EquivalentAtoms}, with the number of atoms it stands for; from the class's first atom, one edge
 * for each shell of distances and class of neighbor, in this order, with the number of neighbors it
 * stands for. Its length is the mean over all pairs of the crystal that it stands for.
 *
 * <p>A network whose messages depend on two atoms and their distance computes the same on both, if
 * every sum over neighbors is weighted by w, every mean over atoms by m, and every moment over
 * edges by m w: equivalent atoms have equal vectors in every layer.
 */
final class QuotientGraph {
  private final NeighborList pairs;
  private final EquivalentAtoms atoms;
  private final int[] offsets; // C + 1
  private final long[] kinds; // E
  private final int[] weights; // E

  private QuotientGraph(int[] atomicNumbers, NeighborList pairs, int[] shells) {
    this.pairs = pairs;
    atoms = new EquivalentAtoms(atomicNumbers, pairs.offsets(), pairs.neighbors(), shells);
    offsets = new int[atoms.count() + 1];
    long[] found = new long[pairs.pairs()];
    int[] times = new int[pairs.pairs()];
    for (int c = 0; c < atoms.count(); c++) {
      offsets[c + 1] = addKinds(atoms.first(c), offsets[c], found, times);
    }
    kinds = Arrays.copyOf(found, offsets[atoms.count()]);
    weights = Arrays.copyOf(times, kinds.length);
  }

  /** Adds the different kinds of an atom's neighbors, and how often each occurs. */
  private int addKinds(int atom, int from, long[] found, int[] times) {
    int next = from;
    for (int place = pairs.offset(atom); place < pairs.offset(atom + 1); place++) {
      long kind = atoms.sortedKind(place);
      if (next == from || found[next - 1] != kind) {
        found[next++] = kind;
      }
      times[next - 1]++;
    }
    return next;
  }

  /**
   * Returns the merged graph; the plain one, edges in their old order, where nothing is merged.
   *
   * @param pairs the edges of the plain graph
   * @param shells of their distances, as {@link DistanceShells} counts them
   */
  static CrystalGraph of(int[] atomicNumbers, NeighborList pairs, int[] shells) {
    QuotientGraph quotient = new QuotientGraph(atomicNumbers, pairs, shells);
    return quotient.kinds.length == pairs.pairs()
        ? GraphBuilder.plain(atomicNumbers, pairs)
        : quotient.graph(atomicNumbers);
  }

  private CrystalGraph graph(int[] atomicNumbers) {
    int[] numbers = new int[atoms.count()];
    int[] multiplicities = new int[atoms.count()];
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = atomicNumbers[atoms.first(c)];
    }
    for (int i = 0; i < pairs.atoms(); i++) {
      multiplicities[atoms.of(i)]++;
    }
    int[] neighbors = new int[kinds.length];
    for (int e = 0; e < kinds.length; e++) {
      neighbors[e] = (int) kinds[e];
    }
    return new CrystalGraph(numbers, offsets, neighbors, lengths(multiplicities))
        .merged(multiplicities, weights)
        .withClasses(atoms.classes());
  }

  private float[] lengths(int[] multiplicities) {
    double[] sums = new double[kinds.length];
    for (int i = 0; i < pairs.atoms(); i++) {
      int from = offsets[atoms.of(i)];
      int to = offsets[atoms.of(i) + 1];
      for (int p = pairs.offset(i); p < pairs.offset(i + 1); p++) {
        sums[Arrays.binarySearch(kinds, from, to, atoms.kind(p))] += pairs.distance(p);
      }
    }
    float[] lengths = new float[kinds.length];
    for (int c = 0; c < multiplicities.length; c++) {
      for (int e = offsets[c]; e < offsets[c + 1]; e++) {
        lengths[e] = (float) (sums[e] / ((double) multiplicities[c] * weights[e]));
      }
    }
    return lengths;
  }
}
