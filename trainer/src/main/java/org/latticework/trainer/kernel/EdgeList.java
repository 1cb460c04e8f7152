package org.latticework.trainer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The edges of a batch: those of atom i are {@code offset(i)} … {@code offset(i + 1) − 1}. What is
 * known of an edge is its length, or the K Gaussians of its length, expanded elsewhere.
 */
public final class EdgeList {
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E; index of the neighboring atom
  private final INDArray lengths; // E, Å; or E × K

  /**
   * Reads the arrays of a batch.
   *
   * @param offsets N + 1, INT32
   * @param neighbors E, INT32
   * @param lengths E distances, FLOAT or DOUBLE, Å; or E × K Gaussians
   */
  public EdgeList(INDArray offsets, INDArray neighbors, INDArray lengths) {
    this.offsets = offsets.toIntVector();
    this.neighbors = neighbors.isEmpty() ? new int[0] : neighbors.toIntVector();
    this.lengths = lengths;
  }

  /** Returns N. */
  public int atoms() {
    return offsets.length - 1;
  }

  /** Returns E. */
  public int edges() {
    return neighbors.length;
  }

  /** Returns the first edge of an atom; {@code offset(atoms())} is E. */
  public int offset(int atom) {
    return offsets[atom];
  }

  /** Returns the atom that an edge comes from. */
  public int neighbor(int edge) {
    return neighbors[edge];
  }

  /** Returns whether the distances came expanded, as E × K Gaussians. */
  public boolean expanded() {
    return lengths.rank() == 2;
  }

  /**
   * Checks how many Gaussians an edge has.
   *
   * @param size K
   * @throws IllegalArgumentException if they came expanded in another number
   */
  void requireSize(int size) {
    if (expanded() && lengths.size(1) != size) {
      throw new IllegalArgumentException(
          "The network expands distances in %d Gaussians, the edges have %d"
              .formatted(size, lengths.size(1)));
    }
  }

  /** Returns the E distances, Å, or the E × K Gaussians, as they came. */
  public INDArray lengths() {
    return lengths;
  }
}
