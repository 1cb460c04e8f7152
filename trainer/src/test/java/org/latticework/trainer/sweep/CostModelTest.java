package org.latticework.trainer.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostModelTest {
  @Test
  void takesWhatWouldBeAloneAtTheEnd() {
    // 20 in all, 5 for each of four cores.
    Map<String, Double> costs = Map.of("a", 10.0, "b", 4.0, "c", 2.0, "d", 2.0, "e", 2.0);
    // Without a, 10 are left, 2.5 for each; without b, 6 and 1.5; then 2 > 1.5, 2 > 1, 2 > 0.5.
    assertThat(CostModel.large(costs, 4)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    assertThat(CostModel.large(costs, 2))
        .isEmpty(); // a is exactly its share: b to e fill the other
  }

  @Test
  void leavesManyEqualRunsSideBySide() {
    assertThat(CostModel.large(Map.of("a", 1.0, "b", 1.0, "c", 1.0, "d", 1.0), 2)).isEmpty();
  }

  @Test
  void givesAllCoresToASingleRun() {
    assertThat(CostModel.large(Map.of("a", 1.0), 2)).containsExactly("a");
    assertThat(CostModel.large(Map.of("a", 1.0), 1)).isEmpty();
  }
}
