package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GraphMemoryTest {
  /** Node 0 has three edges, from 0, 1 and 1; node 1 has one, from 0; node 2 has none. */
  private static final CrystalGraph GRAPH =
      new CrystalGraph(
          new int[] {3, 9, 2},
          new int[] {0, 3, 4, 4},
          new int[] {0, 1, 1, 0},
          new float[] {4, 2, 2, 2});

  @Test
  void countsNodesEdgesAndPairsOfEdges() {
    assertThat(new GraphMemory(100, 0, 0).of(GRAPH)).isEqualTo(300);
    assertThat(new GraphMemory(0, 10, 0).of(GRAPH)).isEqualTo(40);
    // The edges of the nodes that edges come from: 3 + 1 + 1, and 3.
    assertThat(new GraphMemory(0, 0, 1).of(GRAPH)).isEqualTo(8);
    assertThat(new GraphMemory(100, 10, 1).of(GRAPH)).isEqualTo(348);
    assertThat(GraphMemory.NONE.of(GRAPH)).isZero();
  }

  @Test
  void refusesLessThanNothing() {
    assertThatThrownBy(() -> new GraphMemory(0, -1, 0))
        .hasMessage("Memory cannot be negative, got 0, -1, 0 bytes");
  }
}
