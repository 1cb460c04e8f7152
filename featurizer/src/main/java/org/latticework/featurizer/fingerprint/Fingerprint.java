package org.latticework.featurizer.fingerprint;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Pointwise distance distribution of a crystal, with elements: for each atom the distances to its
 * nearest neighbors of every element. It depends on nothing but where atoms are relative to each
 * other: not on the cell, its size, the origin or the orientation; mirror images are equal.
 *
 * <p>An atom's row has, for each element in ascending order of atomic number, k_e sorted distances,
 * where k_e = round(24 x_e) and x_e is the element's share of all atoms; an element of less than
 * one atom in 48 is looked for by no row, and has rows of its own. Atoms of one element whose rows
 * are equal to 1e-3 Å are one row: the first that comes stands for all.
 *
 * <p>If every atom moves by at most ε, no distance of two fingerprints exceeds 2 ε, with the cell
 * as it is, but for the 2e-3 Å by which equal rows may differ.
 */
public final class Fingerprint implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Distances in a row, all elements together, but for rounding. */
  public static final int NEIGHBORS = 24;

  private final int[] elements; // E; atomic numbers, ascending
  private final int[] amounts; // E; of the reduced formula
  private final double atomVolume; // Å³
  private final int[] rowElements; // R; indices of elements, ascending
  private final double[] weights; // R; sum 1
  private final float[] distances; // R × K; Å
  private final float[] meanDistances; // E × 12; Å

  /**
   * @param elements E atomic numbers, ascending
   * @param amounts E numbers of atoms of each in the reduced formula
   * @param atomVolume volume of the cell over its number of atoms, Å³
   * @param rowElements R indices of elements, ascending
   * @param weights R shares of the atoms, of sum 1
   * @param distances R × K, Å
   * @param meanDistances E × {@link MeanDistances#NEIGHBORS}, Å
   */
  public Fingerprint(
      int[] elements,
      int[] amounts,
      double atomVolume,
      int[] rowElements,
      double[] weights,
      float[] distances,
      float[] meanDistances) {
    this.elements = elements.clone();
    this.amounts = amounts.clone();
    this.atomVolume = atomVolume;
    this.rowElements = rowElements.clone();
    this.weights = weights.clone();
    this.distances = distances.clone();
    this.meanDistances = meanDistances.clone();
    int expected = rowElements.length * Arrays.stream(neighborsOf(amounts)).sum();
    if (distances.length != expected) {
      throw new IllegalArgumentException(
          "%d rows of these amounts have %d distances, got %d"
              .formatted(rowElements.length, expected, distances.length));
    }
  }

  /** Returns how many neighbors of each element a row has. */
  static int[] neighborsOf(int[] amounts) {
    double all = Arrays.stream(amounts).sum();
    return Arrays.stream(amounts)
        .map(amount -> (int) Math.round(NEIGHBORS * amount / all))
        .toArray();
  }

  /** Returns the E atomic numbers, ascending. */
  public int[] elements() {
    return elements.clone();
  }

  /** Returns how many atoms of each element the reduced formula has. */
  public int[] amounts() {
    return amounts.clone();
  }

  /** Returns the volume of the cell over its number of atoms, Å³. */
  public double atomVolume() {
    return atomVolume;
  }

  /** Returns the element of each row, as its index. */
  public int[] rowElements() {
    return rowElements.clone();
  }

  /** Returns the share of the atoms that each row stands for. */
  public double[] weights() {
    return weights.clone();
  }

  /** Returns R × K distances, Å. */
  public float[] distances() {
    return distances.clone();
  }

  /** Returns the mean distances of each element, to neighbors of whatever element. */
  public MeanDistances meanDistances() {
    return new MeanDistances(elements, meanDistances);
  }

  /** Returns the rows as they are, Å: what near-duplicates are told by. */
  public WeightedRows rows() {
    int length = distances.length / rowElements.length;
    float[][] rows = new float[rowElements.length][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(distances, r * length, (r + 1) * length);
    }
    return new WeightedRows(rowElements, weights, rows);
  }

  /**
   * Returns the rows without elements and size: what prototypes are told by. The kind of a row is
   * the amount of its element in the reduced formula, the rarest first; a row has the distances to
   * its own element, and then those to all others, sorted, over the cube root of the volume of an
   * atom. Elements of one amount may change places.
   */
  public WeightedRows anonymousRows() {
    int length = distances.length / rowElements.length;
    Integer[] order = new Integer[rowElements.length];
    Arrays.setAll(order, r -> r);
    Arrays.sort(order, (a, b) -> Integer.compare(amounts[rowElements[a]], amounts[rowElements[b]]));
    int[] kinds = new int[order.length];
    double[] shares = new double[order.length];
    float[][] rows = new float[order.length][];
    for (int r = 0; r < order.length; r++) {
      kinds[r] = amounts[rowElements[order[r]]];
      shares[r] = weights[order[r]];
      rows[r] = anonymous(order[r], length);
    }
    return new WeightedRows(kinds, shares, rows);
  }

  private float[] anonymous(int row, int length) {
    int[] counts = neighborsOf(amounts);
    int own = rowElements[row];
    int ownStart = row * length;
    for (int e = 0; e < own; e++) {
      ownStart += counts[e];
    }
    float[] anonymous = new float[length];
    System.arraycopy(distances, ownStart, anonymous, 0, counts[own]);
    int next = counts[own];
    for (int k = row * length; k < (row + 1) * length; k++) {
      if (k < ownStart || k >= ownStart + counts[own]) {
        anonymous[next++] = distances[k];
      }
    }
    Arrays.sort(anonymous, counts[own], length);
    double unit = Math.cbrt(atomVolume);
    for (int k = 0; k < length; k++) {
      anonymous[k] = (float) (anonymous[k] / unit);
    }
    return anonymous;
  }
}
