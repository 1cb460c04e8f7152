package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphConfigTest {
  @Test
  void namesItselfByAShortHashThatNeverChangesByAccident() {
    // Tables written by earlier versions are found by this name: a new one means FORMAT was raised.
    assertThat(GraphConfig.plain(8.0, 12).id()).isEqualTo("g-f8043d0127be");
    assertThat(new GraphConfig(8, 12, Ties.ALL, true, false).id()).isEqualTo("g-aa9b000fb2ac");
  }

  @Test
  void namesDifferWithCutoffAndCap() {
    String id = GraphConfig.plain(8.0, 12).id();

    assertThat(GraphConfig.plain(5.0, 12).id()).isNotEqualTo(id);
    assertThat(GraphConfig.plain(8.0, GraphConfig.ALL_NEIGHBORS).id()).isNotEqualTo(id);
  }

  @Test
  void namesDifferWithTiesMergingImagesAndSymmetry() {
    List<GraphConfig> configs =
        List.of(
            GraphConfig.plain(8, 12),
            new GraphConfig(8, 12, Ties.ALL, false, false),
            new GraphConfig(8, 12, Ties.ALL, true, false),
            new GraphConfig(8, 12, Ties.ALL, false, true),
            new GraphConfig(8, 12, Ties.ALL, false, true, true),
            new GraphConfig(8, 12, Ties.ALL, true, false, true));

    assertThat(configs).extracting(GraphConfig::id).doesNotHaveDuplicates();
  }

  @Test
  void refusesImagesOfMergedEdges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphConfig(8, 12, Ties.ALL, true, true))
        .withMessage(
            "A merged edge stands for several, which come from different cells:"
                + " images need merge = false");
  }

  @Test
  void refusesWhatIsNoDistanceAndNoNumberOfNeighbors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphConfig.plain(-1, 12))
        .withMessage("Need 0 < cutoff <= 1000.0 Å, got -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> GraphConfig.plain(Double.NaN, 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphConfig.plain(8, 0))
        .withMessage("Need at least 1 neighbor per atom, got 0");
  }
}
