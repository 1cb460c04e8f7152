package org.latticework.featurizer.graph;

import java.util.Arrays;

/**
 * Atoms of a crystal that no sum over neighbors can tell apart, by color refinement: atoms of one
 * element begin in one class, and a class splits as long as two of its atoms differ in how many
 * neighbors they have of a class in a shell of distances. Copies of an atom by symmetry are always
 * equivalent; the converse need not hold.
 *
 * <p>Classes are numbered in the order of their first atoms.
 */
final class EquivalentAtoms {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio

  private final int[] offsets; // N + 1
  private final int[] neighbors; // P
  private final int[] shells; // P
  private final long[] kinds; // P; atom after atom, sorted
  private final int[] table; // of the first atoms of classes, by hash; a power of two
  private int[] classes; // N
  private int[] first; // C, and room for more

  /**
   * @param atomicNumbers N numbers
   * @param offsets N + 1; the pairs of atom i are offsets[i] to offsets[i + 1] − 1
   * @param neighbors P indices of atoms
   * @param shells P shells of distances
   */
  EquivalentAtoms(int[] atomicNumbers, int[] offsets, int[] neighbors, int[] shells) {
    this.offsets = offsets;
    this.neighbors = neighbors;
    this.shells = shells;
    kinds = new long[neighbors.length];
    int atoms = atomicNumbers.length;
    table = new int[Integer.highestOneBit(atoms) << 2];
    classes = atomicNumbers;
    first = new int[atoms];
    int before = 0; // no kinds yet: atoms differ by their elements alone
    int count = split();
    while (count > before) {
      for (int i = 0; i < atoms; i++) {
        sortKinds(i);
      }
      before = count;
      count = split();
    }
    first = Arrays.copyOf(first, count);
  }

  private void sortKinds(int atom) {
    for (int p = offsets[atom]; p < offsets[atom + 1]; p++) {
      kinds[p] = kind(p);
    }
    Arrays.sort(kinds, offsets[atom], offsets[atom + 1]);
  }

  /** Splits classes whose atoms differ in their kinds of neighbors; returns how many there are. */
  private int split() {
    Arrays.fill(table, -1);
    int[] split = new int[classes.length];
    int count = 0;
    for (int i = 0; i < classes.length; i++) {
      int place = hash(i);
      while (table[place] >= 0 && !same(i, table[place])) {
        place = (place + 1) & (table.length - 1);
      }
      if (table[place] < 0) {
        table[place] = i;
        first[count] = i;
        split[i] = count++;
      } else {
        split[i] = split[table[place]];
      }
    }
    classes = split;
    return count;
  }

  private int hash(int atom) {
    long hash = classes[atom];
    for (int p = offsets[atom]; p < offsets[atom + 1]; p++) {
      hash = (hash ^ kinds[p]) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return (int) hash & (table.length - 1);
  }

  private boolean same(int i, int j) {
    return classes[i] == classes[j]
        && Arrays.equals(kinds, offsets[i], offsets[i + 1], kinds, offsets[j], offsets[j + 1]);
  }

  /** Returns what a pair is to its atom: its shell, then the class of the neighbor. */
  long kind(int pair) {
    return (long) shells[pair] << 32 | classes[neighbors[pair]];
  }

  /**
   * Returns the kind at a place; the kinds of atom i are sorted at {@code offsets[i]} to {@code
   * offsets[i + 1] − 1}.
   */
  long sortedKind(int place) {
    return kinds[place];
  }

  /** Returns C, the number of classes. */
  int count() {
    return first.length;
  }

  /** Returns the class of an atom. */
  int of(int atom) {
    return classes[atom];
  }

  /** Returns the first atom of a class. */
  int first(int classNumber) {
    return first[classNumber];
  }

  /** Returns the class of each of the N atoms. */
  int[] classes() {
    return classes.clone();
  }
}
