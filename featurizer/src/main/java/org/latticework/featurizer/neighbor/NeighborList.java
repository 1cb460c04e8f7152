package org.latticework.featurizer.neighbor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The directed pairs of a structure, grouped by center: those of atom i are {@code offset(i)} …
 * {@code offset(i + 1) − 1}, in the order of the tie rule (see {@link NeighborSearch}).
 */
public final class NeighborList {
  private final int[] offsets; // N + 1
  private final int[] neighbors; // P; index of the neighboring atom
  private final int[] images; // 3 P; n₁, n₂, n₃ of each neighbor
  private final double[] distances; // P; Å

  private NeighborList(int[] offsets, int[] neighbors, int[] images, double[] distances) {
    this.offsets = offsets;
    this.neighbors = neighbors;
    this.images = images;
    this.distances = distances;
  }

  /** Returns N, the number of atoms. */
  public int atoms() {
    return offsets.length - 1;
  }

  /** Returns P, the number of directed pairs. */
  public int pairs() {
    return neighbors.length;
  }

  /** Returns the first pair of an atom; {@code offset(atoms())} is P. */
  public int offset(int atom) {
    return offsets[atom];
  }

  /** Returns the number of neighbors of an atom. */
  public int degree(int atom) {
    return offsets[atom + 1] - offsets[atom];
  }

  /** Returns the atom whose image a pair leads to. */
  public int neighbor(int pair) {
    return neighbors[pair];
  }

  /**
   * Returns one component of the image a pair leads to, in cells.
   *
   * @param axis 0, 1 or 2: along a, b or c
   */
  public int image(int pair, int axis) {
    return images[3 * pair + axis];
  }

  /** Returns the length of a pair, Å. */
  public double distance(int pair) {
    return distances[pair];
  }

  /** Returns a copy of the N + 1 offsets. */
  public int[] offsets() {
    return offsets.clone();
  }

  /** Returns a copy of the P indices of neighboring atoms. */
  public int[] neighbors() {
    return neighbors.clone();
  }

  /** Returns a copy of the P lengths, Å. */
  public double[] distances() {
    return distances.clone();
  }

  /**
   * Returns a copy of the 3 P components of the images, pair after pair.
   *
   * @throws UnsearchableCellException if one is beyond ±127 cells
   */
  public byte[] images() {
    byte[] bytes = new byte[images.length];
    for (int i = 0; i < atoms(); i++) {
      for (int k = 3 * offsets[i]; k < 3 * offsets[i + 1]; k++) {
        if (Math.abs(images[k]) > Byte.MAX_VALUE) {
          throw UnsearchableCellException.farImage(i, images[k]);
        }
        bytes[k] = (byte) images[k];
      }
    }
    return bytes;
  }

  /** Returns the list with these pairs alone. */
  public NeighborList only(BitSet kept) {
    if (kept.cardinality() == pairs()) {
      return this;
    }
    Builder fewer = new Builder(atoms(), (double) kept.cardinality() / atoms());
    for (int i = 0; i < atoms(); i++) {
      fewer.begin(i, kept.get(offsets[i], offsets[i + 1]).cardinality());
      for (int p = kept.nextSetBit(offsets[i]);
          p >= 0 && p < offsets[i + 1];
          p = kept.nextSetBit(p + 1)) {
        fewer.add(neighbors[p], images[3 * p], images[3 * p + 1], images[3 * p + 2], distances[p]);
      }
    }
    return fewer.build();
  }

  /**
   * Returns the pairs and the reverse of each, every one once: where image n of atom j is a
   * neighbor of i, image −n of i is one of j, at the same distance.
   */
  public NeighborList symmetric() {
    List<SortedSet<Pair>> ofAtoms = new ArrayList<>();
    for (int i = 0; i < atoms(); i++) {
      ofAtoms.add(new TreeSet<>(Pair.TIE_RULE));
    }
    for (int i = 0; i < atoms(); i++) {
      for (int p = offsets[i]; p < offsets[i + 1]; p++) {
        int a = images[3 * p];
        int b = images[3 * p + 1];
        int c = images[3 * p + 2];
        ofAtoms.get(i).add(new Pair(neighbors[p], a, b, c, distances[p]));
        ofAtoms.get(neighbors[p]).add(new Pair(i, -a, -b, -c, distances[p]));
      }
    }
    Builder all = new Builder(atoms(), 1.5 * pairs() / atoms());
    for (int i = 0; i < atoms(); i++) {
      all.begin(i, ofAtoms.get(i).size());
      ofAtoms.get(i).forEach(it -> all.add(it.neighbor, it.a, it.b, it.c, it.distance));
    }
    return all.build();
  }

  /** One neighbor of an atom. */
  private record Pair(int neighbor, int a, int b, int c, double distance) {
    static final Comparator<Pair> TIE_RULE =
        Comparator.comparingLong((Pair pair) -> RankedKeys.rounded(pair.distance))
            .thenComparingInt(Pair::neighbor)
            .thenComparingInt(Pair::a)
            .thenComparingInt(Pair::b)
            .thenComparingInt(Pair::c);
  }

  /** Collects pairs in any number, atom after atom in any order, in arrays that grow. */
  static final class Builder {
    private static final int LARGEST_GUESS = 1 << 24;

    private final int[] starts; // N; where the pairs of an atom begin here
    private final int[] degrees; // N
    private int pairs;
    private int[] neighbors;
    private int[] images;
    private double[] distances;

    /**
     * @param atoms N
     * @param expected a guess of P / N, for the first size of the arrays
     */
    Builder(int atoms, double expected) {
      starts = new int[atoms];
      degrees = new int[atoms];
      int capacity = (int) Math.min(atoms * expected, LARGEST_GUESS);
      neighbors = new int[capacity];
      images = new int[3 * capacity];
      distances = new double[capacity];
    }

    /** Returns how many pairs there are so far. */
    int pairs() {
      return pairs;
    }

    /** Says that what is added from now on belongs to the given atom and has its order. */
    void begin(int atom, int degree) {
      starts[atom] = pairs;
      degrees[atom] = degree;
      if (degree > neighbors.length - pairs) {
        grow(degree);
      }
    }

    void add(int neighbor, int imageA, int imageB, int imageC, double distance) {
      neighbors[pairs] = neighbor;
      images[3 * pairs] = imageA;
      images[3 * pairs + 1] = imageB;
      images[3 * pairs + 2] = imageC;
      distances[pairs] = distance;
      pairs++;
    }

    NeighborList build() {
      int atoms = starts.length;
      int[] offsets = new int[atoms + 1];
      int[] sortedNeighbors = new int[pairs];
      int[] sortedImages = new int[3 * pairs];
      double[] sortedDistances = new double[pairs];
      for (int i = 0; i < atoms; i++) {
        int from = starts[i];
        int to = offsets[i];
        int degree = degrees[i];
        System.arraycopy(neighbors, from, sortedNeighbors, to, degree);
        System.arraycopy(images, 3 * from, sortedImages, 3 * to, 3 * degree);
        System.arraycopy(distances, from, sortedDistances, to, degree);
        offsets[i + 1] = to + degree;
      }
      return new NeighborList(offsets, sortedNeighbors, sortedImages, sortedDistances);
    }

    private void grow(int degree) {
      int capacity = Math.addExact(pairs, Math.max(degree, pairs / 2));
      neighbors = Arrays.copyOf(neighbors, capacity);
      images = Arrays.copyOf(images, Math.multiplyExact(3, capacity));
      distances = Arrays.copyOf(distances, capacity);
    }
  }
}
