package org.latticework.trainer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The edges of a batch: those of atom i are {@code offset(i)} … {@code offset(i + 1) − 1}. */
public final class EdgeList {
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E; index of the neighboring atom
  private final INDArray distances; // E; Å

  /**
   * Reads the arrays of a batch.
   *
   * @param offsets N + 1, INT32
   * @param neighbors E, INT32
   * @param distances E, FLOAT or DOUBLE, Å
   */
  public EdgeList(INDArray offsets, INDArray neighbors, INDArray distances) {
    this.offsets = offsets.toIntVector();
    this.neighbors = neighbors.isEmpty() ? new int[0] : neighbors.toIntVector();
    this.distances = distances;
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

  /** Returns the E distances, Å, as they came. */
  public INDArray distances() {
    return distances;
  }
}
