package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GraphConfigTest {
  @Test
  void namesItselfByAShortHashThatNeverChangesByAccident() {
    // Tables written by earlier versions are found by this name: a new one means FORMAT was raised.
    assertThat(new GraphConfig(8.0, 12).id()).isEqualTo("g-5391e3e3e5c5");
  }

  @Test
  void namesDifferWithCutoffAndCap() {
    String id = new GraphConfig(8.0, 12).id();

    assertThat(new GraphConfig(5.0, 12).id()).isNotEqualTo(id);
    assertThat(new GraphConfig(8.0, GraphConfig.ALL_NEIGHBORS).id()).isNotEqualTo(id);
  }

  @Test
  void refusesWhatIsNoDistanceAndNoNumberOfNeighbors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphConfig(-1, 12))
        .withMessage("Need 0 < cutoff <= 1000.0 Å, got -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new GraphConfig(Double.NaN, 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphConfig(8, 0))
        .withMessage("Need at least 1 neighbor per atom, got 0");
  }
}
