package org.latticework.trainer.batch;

import org.latticework.trainer.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a batch as a network reads them; {@link GraphBatch#features} makes them. */
public final class CrystalBatch {
  private final INDArray nodeCounts; // B × 1
  private final INDArray atomicNumbers; // N
  private final EdgeList edges;

  /**
   * Looks at arrays, which must stay as long as this is used.
   *
   * @param features as {@link GraphBatch#features} returns them
   */
  public CrystalBatch(INDArray... features) {
    this.nodeCounts = features[0];
    this.atomicNumbers = features[1];
    this.edges =
        new EdgeList(features[2], features[3], features[4], features[5], features[6], features[7]);
  }

  /** Returns B. */
  public int crystals() {
    return Math.toIntExact(nodeCounts.length());
  }

  /** Returns N. */
  public int nodes() {
    return edges.nodes();
  }

  /** Returns the edges, and how many atoms and neighbors nodes and edges stand for. */
  public EdgeList edges() {
    return edges;
  }

  /**
   * Writes the row of each node's element in a table that begins with hydrogen.
   *
   * @param elements rows of the table
   * @param target receives N numbers
   * @throws IllegalArgumentException if an element has no row
   */
  public void readElements(int elements, int[] target) {
    HostMemory.read(atomicNumbers, target);
    for (int i = 0; i < nodes(); i++) {
      if (target[i] < 1 || target[i] > elements) {
        throw new IllegalArgumentException(
            "Atom %d of the batch has atomic number %d, the network knows 1 to %d"
                .formatted(i, target[i], elements));
      }
      target[i]--;
    }
  }

  /** Returns how many nodes each crystal has, B numbers. */
  public int[] nodeCounts() {
    return nodeCounts.reshape(crystals()).toIntVector();
  }
}
