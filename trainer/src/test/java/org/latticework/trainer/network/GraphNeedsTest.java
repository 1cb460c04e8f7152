package org.latticework.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.trainer.network.GraphNeeds.Neighbors;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;

class GraphNeedsTest {
  private static final int ALL = GraphConfig.ALL_NEIGHBORS;
  private static final GraphConfig SHIPPED = new GraphConfig(8, 12, Ties.ALL, true, false);

  @Test
  void theCrystalGraphNetworkReadsAnyGraph() {
    GraphNeeds needs = CgcnnConfig.standard().needs();

    assertThat(needs.lackedBy(SHIPPED)).isEmpty();
    assertThat(needs.lackedBy(GraphConfig.plain(1000, 1))).isEmpty();
    assertThat(needs.met(SHIPPED)).isEqualTo(SHIPPED);
  }

  @Test
  void directionsNeedPlainGraphsWithImages() {
    GraphNeeds needs = new GraphNeeds(true, false, Neighbors.ANY, Double.POSITIVE_INFINITY);

    assertThat(needs.lackedBy(SHIPPED)).containsExactly("the images of neighbors");
    assertThat(needs.met(SHIPPED)).isEqualTo(new GraphConfig(8, 12, Ties.ALL, false, true));
    assertThat(needs.lackedBy(needs.met(SHIPPED))).isEmpty();
    assertThat(needs.lackedBy(new GraphConfig(8, 12, Ties.ALL, false, false))).hasSize(1);
  }

  @Test
  void allNeighborsAreSymmetricAndWholeShellsByThemselves() {
    GraphNeeds line = new GraphNeeds(false, true, Neighbors.WHOLE_SHELLS, Double.POSITIVE_INFINITY);

    assertThat(line.lackedBy(GraphConfig.plain(8, 12)))
        .containsExactly("all neighbors tied with the last", "the reverse of each edge");
    assertThat(line.met(GraphConfig.plain(8, 12)))
        .isEqualTo(new GraphConfig(8, 12, Ties.ALL, false, false, true));
    assertThat(line.lackedBy(GraphConfig.plain(8, ALL))).isEmpty();
    assertThat(line.lackedBy(new GraphConfig(8, 12, Ties.ALL, false, false, true))).isEmpty();
  }

  @Test
  void aCutoffNeedsGraphsThatEndThereOrBefore() {
    GraphNeeds needs = new GraphNeeds(true, false, Neighbors.ALL, 5);

    assertThat(needs.lackedBy(SHIPPED))
        .containsExactly(
            "edges of at most 5.0 Å", "all neighbors within the cutoff", "the images of neighbors");
    assertThat(needs.met(SHIPPED)).isEqualTo(new GraphConfig(5, ALL, Ties.ALL, false, true));
    assertThat(needs.lackedBy(new GraphConfig(4, ALL, Ties.CUT, false, true))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GraphNeeds(false, false, Neighbors.ANY, Double.NaN))
        .withMessage("A network's cutoff must be positive, got NaN");
  }
}
