package org.latticework.trainer.batch;

import java.util.Arrays;
import org.latticework.trainer.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The edges of a batch: those of node i lie between the i-th offset and the next. What is known of
 * an edge is its length, or the K Gaussians of its length, expanded elsewhere; and, where asked
 * for, its direction.
 */
public final class EdgeList implements Edges {
  private final INDArray offsets; // N + 1
  private final INDArray neighbors; // E; index of the neighboring node
  private final INDArray lengths; // E, Å; or E × K
  private final INDArray multiplicities; // N, or one number where all are 1
  private final INDArray weights; // E, or one number where all are 1
  private final INDArray directions; // E × 3, Å; or one number where they are not known

  /**
   * Looks at the arrays of a batch, which must stay as long as this is used.
   *
   * @param offsets N + 1, INT32
   * @param neighbors E, INT32
   * @param lengths E distances, FLOAT or DOUBLE, Å; or E × K Gaussians
   * @param multiplicities N, INT32, how many atoms a node stands for; or a single 1 for all
   * @param weights E, INT32, how many neighbors an edge stands for; or a single 1 for all
   * @param directions E × 3, FLOAT or DOUBLE, from node to neighbor, Å; or a single 0 where they
   *     are not known
   */
  public EdgeList(
      INDArray offsets,
      INDArray neighbors,
      INDArray lengths,
      INDArray multiplicities,
      INDArray weights,
      INDArray directions) {
    this.offsets = offsets;
    this.neighbors = neighbors;
    this.lengths = lengths;
    this.multiplicities = multiplicities;
    this.weights = weights;
    this.directions = directions;
  }

  @Override
  public int nodes() {
    return Math.toIntExact(offsets.length() - 1);
  }

  @Override
  public int edges() {
    return Math.toIntExact(neighbors.length());
  }

  @Override
  public void readOffsets(int[] target) {
    HostMemory.read(offsets, target);
  }

  @Override
  public void readNeighbors(int[] target) {
    HostMemory.read(neighbors, target);
  }

  @Override
  public void readMultiplicities(int[] target) {
    readCounts(multiplicities, nodes(), target);
  }

  @Override
  public void readWeights(int[] target) {
    readCounts(weights, edges(), target);
  }

  /**
   * Writes counts to the beginning of an array.
   *
   * @param counts {@code size} of them, INT32, or a single 1 for all
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static void readCounts(INDArray counts, int size, int[] target) {
    if (counts.length() == size) {
      HostMemory.read(counts, target);
    } else if (counts.length() == 1 && counts.getInt(0) == 1) {
      Arrays.fill(target, 0, size, 1);
    } else {
      throw new IllegalArgumentException(
          "Need %d counts or a single 1, got %d counts".formatted(size, counts.length()));
    }
  }

  @Override
  public boolean expanded() {
    return lengths.rank() == 2;
  }

  @Override
  public void requireSize(int size) {
    if (expanded() && lengths.size(1) != size) {
      throw new IllegalArgumentException(
          "The network expands distances in %d Gaussians, the edges have %d"
              .formatted(size, lengths.size(1)));
    }
  }

  @Override
  public void readLengths(float[] target) {
    if (edges() > 0) {
      HostMemory.read(lengths, target);
    }
  }

  /** Returns the E distances, Å, or the E × K Gaussians, as they came. */
  public INDArray lengths() {
    return lengths;
  }

  @Override
  public boolean hasDirections() {
    return edges() == 0 || directions.rank() == 2;
  }

  @Override
  public void readDirections(float[] target) {
    requireDirections();
    if (edges() > 0) {
      HostMemory.read(directions, target);
    }
  }

  /**
   * Returns the directions of the edges as they came, E × 3, Å.
   *
   * @throws IllegalArgumentException if they are not known, or there is no edge
   */
  public INDArray directions() {
    requireDirections();
    return directions;
  }
}
