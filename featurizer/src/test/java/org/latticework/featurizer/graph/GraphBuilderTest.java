package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.featurizer.neighbor.UnsearchableCellException;

class GraphBuilderTest {
  private static final Structure CESIUM_CHLORIDE =
      new Structure(
          Lattice.fromParameters(4.12, 4.12, 4.12, 90, 90, 90),
          new int[] {55, 17},
          new double[] {0, 0, 0, 0.5, 0.5, 0.5});

  @Test
  void linksEachIonToItsEightNearestAndThenToItsOwnKind() {
    CrystalGraph graph = new GraphBuilder(GraphConfig.plain(8, 12)).build(CESIUM_CHLORIDE);

    assertThat(graph.atomicNumbers()).containsExactly(55, 17);
    assertThat(graph.offsets()).containsExactly(0, 12, 24);
    assertThat(graph.neighbors())
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(graph.distance(0)).isEqualTo((float) (4.12 * Math.sqrt(3) / 2));
    assertThat(graph.distance(8)).isEqualTo(4.12f);
  }

  @Test
  void keepsAllNeighborsIfTold() {
    GraphConfig config = GraphConfig.plain(4.2, GraphConfig.ALL_NEIGHBORS);

    CrystalGraph graph = new GraphBuilder(config).build(CESIUM_CHLORIDE);

    assertThat(graph.edges()).isEqualTo(2 * (8 + 6));
  }

  @Test
  void keepsNeighborsTiedWithTheLast() {
    GraphConfig config = new GraphConfig(8, 12, Ties.ALL, false, false);

    CrystalGraph graph = new GraphBuilder(config).build(CESIUM_CHLORIDE);

    assertThat(graph.offsets()).containsExactly(0, 14, 28); // 8 and 6
  }

  /** Atoms along a line at 0, 2 and 5 of 12 Å: the third is nearest to none, whose it is. */
  @Test
  void keepsTheReverseOfEachEdgeBeyondTheCapIfTold() {
    Structure row =
        new Structure(
            Lattice.fromParameters(12, 20, 20, 90, 90, 90),
            new int[] {3, 4, 5},
            new double[] {0, 0, 0, 2 / 12., 0, 0, 5 / 12., 0, 0});
    GraphConfig config = new GraphConfig(8, 1, Ties.ALL, false, true, true);

    CrystalGraph graph = new GraphBuilder(config).build(row);

    assertThat(graph.offsets()).containsExactly(0, 1, 3, 4);
    assertThat(graph.neighbors()).containsExactly(1, 0, 2, 1);
    assertThat(graph.distances()).containsExactly(2, 2, 3, 3);
    assertThat(graph.images()).containsOnly(0);
    assertThat(Directions.of(graph, row).directions())
        .containsExactly(new float[] {2, 0, 0, -2, 0, 0, 3, 0, 0, -3, 0, 0}, within(1e-6f));
  }

  @Test
  void mergesNeighborsAtOneDistance() {
    GraphConfig config = new GraphConfig(8, 12, Ties.ALL, true, false);

    CrystalGraph graph = new GraphBuilder(config).build(CESIUM_CHLORIDE);

    assertThat(graph.atomicNumbers()).containsExactly(55, 17);
    assertThat(graph.multiplicities()).isEmpty();
    assertThat(graph.offsets()).containsExactly(0, 2, 4);
    assertThat(graph.neighbors()).containsExactly(1, 0, 0, 1);
    assertThat(graph.weights()).containsExactly(8, 6, 8, 6);
    assertThat(graph.distances())
        .containsExactly(
            (float) (4.12 * Math.sqrt(3) / 2), 4.12f, (float) (4.12 * Math.sqrt(3) / 2), 4.12f);
  }

  @Test
  void mergesTheAtomsOfTextbookCrystals() {
    double[] faces = {0, 0, 0, 0, .5, .5, .5, 0, .5, .5, .5, 0};
    double[] both = new double[24];
    for (int k = 0; k < 24; k++) {
      both[k] = k < 12 ? faces[k] : faces[k - 12] + (k % 3 == 0 ? 0.5 : 0);
    }
    CrystalGraph copper = merged(3.61, new int[] {29, 29, 29, 29}, faces);
    assertThat(copper.multiplicities()).containsExactly(4);
    assertThat(copper.weights()).containsExactly(12);
    assertThat(copper.distances()).containsExactly((float) (3.61 / Math.sqrt(2)));
    assertThat(copper.classes()).containsExactly(0, 0, 0, 0);

    CrystalGraph salt = merged(5.64, new int[] {11, 11, 11, 11, 17, 17, 17, 17}, both);
    assertThat(salt.multiplicities()).containsExactly(4, 4);
    assertThat(salt.neighbors()).containsExactly(1, 0, 0, 1);
    assertThat(salt.weights()).containsExactly(6, 12, 6, 12); // all tied with the twelfth
    assertThat(salt.classes()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);

    double[] perovskite = {0, 0, 0, .5, .5, .5, .5, .5, 0, .5, 0, .5, 0, .5, .5};
    CrystalGraph titanate = merged(3.905, new int[] {38, 22, 8, 8, 8}, perovskite);
    assertThat(titanate.atomicNumbers()).containsExactly(38, 22, 8);
    assertThat(titanate.multiplicities()).containsExactly(1, 1, 3);
    assertThat(titanate.weight(0)).isEqualTo(12); // O around Sr
    assertThat(titanate.classes()).containsExactly(0, 1, 2, 2, 2);
  }

  private static CrystalGraph merged(double edge, int[] numbers, double[] fractional) {
    Structure structure =
        new Structure(Lattice.fromParameters(edge, edge, edge, 90, 90, 90), numbers, fractional);
    return new GraphBuilder(new GraphConfig(8, 12, Ties.ALL, true, false)).build(structure);
  }

  @Test
  void storesTheCellThatEachNeighborIsIn() {
    GraphConfig config = new GraphConfig(4.2, 14, Ties.ALL, false, true);
    double[] moved = {3, 0, 0, 0.5, 0.5, 0.5};
    Structure other = new Structure(CESIUM_CHLORIDE.lattice(), new int[] {55, 17}, moved);

    CrystalGraph graph = new GraphBuilder(config).build(other);

    for (int node = 0; node < 2; node++) {
      for (int edge = graph.offset(node); edge < graph.offset(node + 1); edge++) {
        double squared = 0;
        for (int axis = 0; axis < 3; axis++) {
          double apart =
              moved[3 * graph.neighbor(edge) + axis]
                  + graph.images()[3 * edge + axis]
                  - moved[3 * node + axis];
          squared += Math.pow(4.12 * apart, 2);
        }
        assertThat(Math.sqrt(squared)).isCloseTo(graph.distance(edge), within(1e-6));
      }
    }
  }

  @Test
  void refusesToStoreCellsBeyondAByte() {
    double[] far = {128, 0, 0, 0.5, 0.5, 0.5};
    Structure other = new Structure(CESIUM_CHLORIDE.lattice(), new int[] {55, 17}, far);

    assertThatExceptionOfType(UnsearchableCellException.class)
        .isThrownBy(
            () -> new GraphBuilder(new GraphConfig(4, 8, Ties.ALL, false, true)).build(other))
        .withMessage(
            "site 0 has a neighbor 128 cells away, need at most 127 to store images: move the sites"
                + " into the cell");
  }

  @Test
  void namesTheSiteWithoutNeighbors() {
    Structure argon =
        new Structure(
            Lattice.fromParameters(30, 30, 30, 90, 90, 90), new int[] {18}, new double[3]);

    assertThatExceptionOfType(IsolatedSiteException.class)
        .isThrownBy(() -> new GraphBuilder(GraphConfig.plain(8, 12)).build(argon))
        .withMessage("site 0 (Ar) has no neighbor within 8.0 Å")
        .satisfies(e -> assertThat(e.site()).isZero());
  }

  @Test
  void makesNoGraphOfSitesAtOnePlace() {
    Structure doubled = new Structure(CESIUM_CHLORIDE.lattice(), new int[] {55, 17}, new double[6]);

    assertThatExceptionOfType(CoincidentSitesException.class)
        .isThrownBy(() -> new GraphBuilder(GraphConfig.plain(8, 12)).build(doubled));
  }

  @Test
  void buildsTheSameAfterATripThroughSerialization() throws IOException, ClassNotFoundException {
    GraphBuilder builder = new GraphBuilder(GraphConfig.plain(6, 12));
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
