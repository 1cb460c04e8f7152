package org.latticework.trainer.kernel;

import org.latticework.trainer.batch.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The edges of a batch: those of atom i lie between the i-th offset and the next. What is known of
 * an edge is its length, or the K Gaussians of its length, expanded elsewhere.
 */
public final class EdgeList {
  private final INDArray offsets; // N + 1
  private final INDArray neighbors; // E; index of the neighboring atom
  private final INDArray lengths; // E, Å; or E × K

  /**
   * Looks at the arrays of a batch, which must stay as long as this is used.
   *
   * @param offsets N + 1, INT32
   * @param neighbors E, INT32
   * @param lengths E distances, FLOAT or DOUBLE, Å; or E × K Gaussians
   */
  public EdgeList(INDArray offsets, INDArray neighbors, INDArray lengths) {
    this.offsets = offsets;
    this.neighbors = neighbors;
    this.lengths = lengths;
  }

  /** Returns N. */
  public int atoms() {
    return Math.toIntExact(offsets.length() - 1);
  }

  /** Returns E. */
  public int edges() {
    return Math.toIntExact(neighbors.length());
  }

  /** Copies the first edge of each atom, and E, to the beginning of an array. */
  void readOffsets(int[] target) {
    HostMemory.read(offsets, target);
  }

  /** Copies the atom that each edge comes from to the beginning of an array. */
  void readNeighbors(int[] target) {
    HostMemory.read(neighbors, target);
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
