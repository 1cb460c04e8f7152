package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.neighbor.CoincidentSitesException;

class GraphBuilderTest {
  private static final Structure CESIUM_CHLORIDE =
      new Structure(
          Lattice.fromParameters(4.12, 4.12, 4.12, 90, 90, 90),
          new int[] {55, 17},
          new double[] {0, 0, 0, 0.5, 0.5, 0.5});

  @Test
  void linksEachIonToItsEightNearestAndThenToItsOwnKind() {
    CrystalGraph graph = new GraphBuilder(new GraphConfig(8, 12)).build(CESIUM_CHLORIDE);

    assertThat(graph.atomicNumbers()).containsExactly(55, 17);
    assertThat(graph.offsets()).containsExactly(0, 12, 24);
    assertThat(graph.neighbors())
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(graph.distance(0)).isEqualTo((float) (4.12 * Math.sqrt(3) / 2));
    assertThat(graph.distance(8)).isEqualTo(4.12f);
  }

  @Test
  void keepsAllNeighborsIfTold() {
    GraphConfig config = new GraphConfig(4.2, GraphConfig.ALL_NEIGHBORS);

    CrystalGraph graph = new GraphBuilder(config).build(CESIUM_CHLORIDE);

    assertThat(graph.edges()).isEqualTo(2 * (8 + 6));
  }

  @Test
  void namesTheSiteWithoutNeighbors() {
    Structure argon =
        new Structure(
            Lattice.fromParameters(30, 30, 30, 90, 90, 90), new int[] {18}, new double[3]);

    assertThatExceptionOfType(IsolatedSiteException.class)
        .isThrownBy(() -> new GraphBuilder(new GraphConfig(8, 12)).build(argon))
        .withMessage("site 0 (Ar) has no neighbor within 8.0 Å")
        .satisfies(e -> assertThat(e.site()).isZero());
  }

  @Test
  void makesNoGraphOfSitesAtOnePlace() {
    Structure doubled = new Structure(CESIUM_CHLORIDE.lattice(), new int[] {55, 17}, new double[6]);

    assertThatExceptionOfType(CoincidentSitesException.class)
        .isThrownBy(() -> new GraphBuilder(new GraphConfig(8, 12)).build(doubled));
  }

  @Test
  void buildsTheSameAfterATripThroughSerialization() throws IOException, ClassNotFoundException {
    GraphBuilder builder = new GraphBuilder(new GraphConfig(6, 12));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(builder);
    }
    GraphBuilder copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (GraphBuilder) in.readObject();
    }

    assertThat(copy.config()).isEqualTo(builder.config());
    assertThat(copy.build(CESIUM_CHLORIDE).distances())
        .isEqualTo(builder.build(CESIUM_CHLORIDE).distances());
  }
}
