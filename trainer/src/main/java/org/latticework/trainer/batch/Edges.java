package org.latticework.trainer.batch;

/**
 * The edges of a batch, copied to plain arrays: N nodes, E edges, those of node i between the i-th
 * offset and the next. What is known of an edge is its length, or the K Gaussians of its length,
 * expanded elsewhere; and, where asked for, its direction. Targets may be longer than what is
 * written to their beginning.
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

  /** Returns whether directions are known; so they are where there is no edge. */
  boolean hasDirections();

  /**
   * Copies the direction of each edge, from its node to the image of its neighbor: E × 3 numbers,
   * Å.
   *
   * @throws IllegalArgumentException if directions are not known
   */
  void readDirections(float[] target);

  /**
   * Checks that directions are known.
   *
   * @throws IllegalArgumentException if they are not
   */
  default void requireDirections() {
    if (!hasDirections()) {
      throw new IllegalArgumentException(
          "The network reads directions of edges, the graphs have none");
    }
  }
}
