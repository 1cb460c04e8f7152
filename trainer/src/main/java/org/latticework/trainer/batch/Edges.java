package org.latticework.trainer.batch;

/**
 * The edges of a batch, copied to plain arrays: N nodes, E edges, those of node i between the i-th
 * offset and the next. What is known of an edge is its length, or the K Gaussians of its length,
 * expanded elsewhere. Targets may be longer than what is written to their beginning.
 */
public interface Edges {
  /** Returns N. */
  int nodes();

  /** Returns E. */
  int edges();

  /** Copies the first edge of each node, and E: N + 1 numbers. */
  void readOffsets(int[] target);

  /** Copies the node that each edge comes from: E numbers. */
  void readNeighbors(int[] target);

  /** Copies how many atoms each node stands for: N numbers. */
  void readMultiplicities(int[] target);

  /** Copies how many neighbors each edge stands for: E numbers. */
  void readWeights(int[] target);

  /** Copies E distances, Å; or E × K Gaussians where {@link #expanded} says so. */
  void readLengths(float[] target);

  /** Returns whether the distances came expanded, as E × K Gaussians. */
  boolean expanded();

  /**
   * Checks how many Gaussians an edge has.
   *
   * @param size K
   * @throws IllegalArgumentException if they came expanded in another number
   */
  void requireSize(int size);
}
