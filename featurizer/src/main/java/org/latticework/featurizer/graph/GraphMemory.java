package org.latticework.featurizer.graph;

import java.io.Serializable;

/**
 * What something takes of memory for a graph, in bytes.
 *
 * @param node for each node
 * @param edge for each edge
 * @param pair for each pair of an edge i ← j and an edge j ← k, which are the edges of the graph's
 *     line graph
 */
public record GraphMemory(long node, long edge, long pair) implements Serializable {
  /** Nothing. */
  public static final GraphMemory NONE = new GraphMemory(0, 0, 0);

  public GraphMemory {
    if (!(node >= 0 && edge >= 0 && pair >= 0)) {
      throw new IllegalArgumentException(
          "Memory cannot be negative, got %d, %d, %d bytes".formatted(node, edge, pair));
    }
  }

  /** Returns the bytes for a graph. */
  public long of(CrystalGraph graph) {
    return node * graph.nodes()
        + edge * graph.edges()
        + (pair == 0 ? 0 : pair * pairs(graph)); // which all edges are looked at for
  }

  private static long pairs(CrystalGraph graph) {
    long pairs = 0;
    for (int e = 0; e < graph.edges(); e++) {
      int j = graph.neighbor(e);
      pairs += graph.offset(j + 1) - graph.offset(j);
    }
    return pairs;
  }
}
