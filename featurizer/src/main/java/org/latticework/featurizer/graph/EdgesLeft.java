package org.latticework.featurizer.graph;

import java.util.Arrays;

/** The edges that are left of a graph, in their order, and what is known of each. */
final class EdgesLeft {
  private final CrystalGraph graph;
  private final int[] left; // E of the graph; how many of its neighbors an edge still stands for
  private final int[] offsets; // N + 1
  private final int[] kept; // E'; their edges in the graph

  /**
   * @throws IllegalArgumentException if there are more or fewer numbers than edges, or one is
   *     negative or above the weight of its edge
   */
  EdgesLeft(CrystalGraph graph, int[] left) {
    if (left.length != graph.edges()) {
      throw new IllegalArgumentException(
          "Need what is left of %d edges, got %d".formatted(graph.edges(), left.length));
    }
    this.graph = graph;
    this.left = left;
    offsets = new int[graph.nodes() + 1];
    int[] found = new int[graph.edges()];
    int count = 0;
    for (int node = 0; node < graph.nodes(); node++) {
      for (int edge = graph.offset(node); edge < graph.offset(node + 1); edge++) {
        if (!(left[edge] >= 0 && left[edge] <= graph.weight(edge))) {
          throw new IllegalArgumentException(
              "Edge %d stands for %d neighbors, %d cannot be left"
                  .formatted(edge, graph.weight(edge), left[edge]));
        }
        if (left[edge] > 0) {
          found[count++] = edge;
        }
      }
      offsets[node + 1] = count;
    }
    kept = Arrays.copyOf(found, count);
  }

  /** Returns E', how many edges are left. */
  int count() {
    return kept.length;
  }

  int[] offsets() {
    return offsets;
  }

  int[] neighbors() {
    return Arrays.stream(kept).map(graph::neighbor).toArray();
  }

  int[] weights() {
    return Arrays.stream(kept).map(edge -> left[edge]).toArray();
  }

  /** Returns what E' edges have of the numbers of E, so many an edge. */
  float[] of(float[] values, int size) {
    float[] selected = new float[kept.length * size];
    for (int k = 0; k < kept.length; k++) {
      System.arraycopy(values, kept[k] * size, selected, k * size, size);
    }
    return selected;
  }

  /** Returns what E' edges have of the numbers of E, so many an edge. */
  byte[] of(byte[] values, int size) {
    byte[] selected = new byte[kept.length * size];
    for (int k = 0; k < kept.length; k++) {
      System.arraycopy(values, kept[k] * size, selected, k * size, size);
    }
    return selected;
  }
}
