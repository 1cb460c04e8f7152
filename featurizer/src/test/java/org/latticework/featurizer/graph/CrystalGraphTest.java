package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrystalGraphTest {
  private static final int[] NUMBERS = {11, 17};
  private static final int[] NEIGHBORS = {1, 1, 0};
  private static final float[] DISTANCES = {2.8f, 2.9f, 2.8f};

  @Test
  void groupsEdgesByNode() {
    CrystalGraph graph = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);

    assertThat(graph.nodes()).isEqualTo(2);
    assertThat(graph.atoms()).isEqualTo(2);
    assertThat(graph.edges()).isEqualTo(3);
    assertThat(graph.offset(1)).isEqualTo(2);
    assertThat(graph.neighbor(2)).isZero();
    assertThat(graph.distance(1)).isEqualTo(2.9f);
    assertThat(graph.atomicNumber(1)).isEqualTo(17);
  }

  @Test
  void carriesFeaturesOfItsEdgesWhereAsked() {
    CrystalGraph graph = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);
    assertThat(graph.edgeFeatureSize()).isZero();

    GaussianBasis basis = new GaussianBasis(4, 5, 0.5, false); // centers 0, 1, 2, 3, 4
    CrystalGraph expanded = graph.expanded(basis);
    assertThat(expanded.edgeFeatureSize()).isEqualTo(5);
    assertThat(expanded.edgeFeature(1, 3)).isCloseTo((float) Math.exp(-0.04), within(1e-6f));
    assertThat(graph.withEdgeFeatures(expanded.edgeFeatures()).edgeFeatures())
        .isEqualTo(expanded.edgeFeatures());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withEdgeFeatures(new float[7]))
        .withMessage("3 edges need the same number of features each, got 7 in all");
  }

  @Test
  void carriesDirectionsOfItsEdgesWhereAskedWhateverElseIsAdded() {
    float[] directions = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    CrystalGraph graph = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);
    assertThat(graph.hasDirections()).isFalse();
    assertThat(graph.directions()).isEmpty();

    CrystalGraph directed = graph.withDirections(directions);
    assertThat(directed.hasDirections()).isTrue();
    assertThat(directed.direction(1, 2)).isEqualTo(6);
    assertThat(
            directed
                .expanded(GaussianBasis.book())
                .withEdgeFeatures(new float[3])
                .withClasses(new int[] {1, 0})
                .merged(new int[0], new int[0])
                .withImages(new byte[9])
                .directions())
        .isEqualTo(directions);
    assertThat(directed.withDirections(new float[0]).hasDirections()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withDirections(new float[6]))
        .withMessage("3 edges need 9 components of directions, got 6");
  }

  @Test
  void knowsHowManyANodeAndAnEdgeStandFor() {
    CrystalGraph plain = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);
    assertThat(plain.multiplicity(1)).isEqualTo(1);
    assertThat(plain.weight(2)).isEqualTo(1);

    int[] classes = {0, 1, 0, 1, 0};
    CrystalGraph graph = plain.merged(new int[] {3, 2}, new int[] {1, 4, 6}).withClasses(classes);

    assertThat(graph.nodes()).isEqualTo(2);
    assertThat(graph.atoms()).isEqualTo(5);
    assertThat(graph.multiplicity(1)).isEqualTo(2);
    assertThat(graph.weight(2)).isEqualTo(6);
    assertThat(graph.classes()).isEqualTo(classes);
    assertThat(graph.expanded(GaussianBasis.book()).weights()).containsExactly(1, 4, 6);
  }

  @Test
  void forgetsCountsThatAreAllOne() {
    CrystalGraph graph =
        new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES)
            .merged(new int[] {1, 1}, new int[] {1, 1, 1})
            .withClasses(new int[] {0, 1});

    assertThat(graph.multiplicities()).isEmpty();
    assertThat(graph.weights()).isEmpty();
    assertThat(graph.classes()).isEmpty();
  }

  @Test
  void refusesCountsThatDoNotFit() {
    CrystalGraph graph = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);
    CrystalGraph merged = graph.merged(new int[] {1, 2}, new int[0]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.merged(new int[] {1}, new int[0]))
        .withMessage("Need 2 multiplicities or none, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.merged(new int[0], new int[] {1, 0, 2}))
        .withMessage("Need positive weights, number 1 is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> merged.withClasses(new int[] {0, 1}))
        .withMessage("Node 1 stands for 2 atoms, 1 are of it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> merged.withClasses(new int[] {0, 1, 2}))
        .withMessage("An atom is of node 2 of 2");
    assertThat(graph.withClasses(new int[] {1, 0}).classes()).containsExactly(1, 0);
    assertThat(graph.withClasses(new int[] {1, 0}).merged(new int[0], new int[0]).classes())
        .isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withImages(new byte[3]))
        .withMessage("3 edges need 9 components of images, got 3");
  }

  @Test
  void losesNeighborsAndKeepsWhatIsKnownOfTheOthers() {
    CrystalGraph graph =
        new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES)
            .merged(new int[] {3, 2}, new int[] {1, 4, 6})
            .withClasses(new int[] {0, 1, 0, 1, 0})
            .withEdgeFeatures(new float[] {10, 11, 20, 21, 30, 31})
            .withImages(new byte[] {0, 0, 1, -1, 0, 0, 2, 3, 4})
            .withDirections(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    CrystalGraph thinned = graph.thinned(new int[] {0, 4, 5});
    assertThat(thinned.offsets()).containsExactly(0, 1, 2);
    assertThat(thinned.neighbors()).containsExactly(1, 0);
    assertThat(thinned.distances()).containsExactly(2.9f, 2.8f);
    assertThat(thinned.edgeFeatures()).containsExactly(20, 21, 30, 31);
    assertThat(thinned.images()).containsExactly(-1, 0, 0, 2, 3, 4);
    assertThat(thinned.directions()).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(thinned.weights()).containsExactly(4, 5);
    assertThat(thinned.atomicNumbers()).isEqualTo(NUMBERS);
    assertThat(thinned.multiplicities()).containsExactly(3, 2);
    assertThat(thinned.classes()).containsExactly(0, 1, 0, 1, 0);

    CrystalGraph bare = graph.thinned(new int[3]);
    assertThat(bare.offsets()).containsExactly(0, 0, 0);
    assertThat(bare.edges() + bare.edgeFeatureSize() + bare.images().length).isZero();
    assertThat(bare.directions()).isEmpty();
    assertThat(bare.atoms()).isEqualTo(5);
  }

  @Test
  void refusesToLeaveNeighborsThatItDoesNotHave() {
    CrystalGraph graph =
        new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES)
            .merged(new int[0], new int[] {1, 4, 6});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.thinned(new int[] {1, 5, 0}))
        .withMessage("Edge 1 stands for 4 neighbors, 5 cannot be left");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.thinned(new int[] {-1, 0, 0}))
        .withMessage("Edge 0 stands for 1 neighbors, -1 cannot be left");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.thinned(new int[2]))
        .withMessage("Need what is left of 3 edges, got 2");
  }

  @Test
  void handsOutCopies() {
    CrystalGraph graph = new CrystalGraph(NUMBERS, new int[] {0, 2, 3}, NEIGHBORS, DISTANCES);

    graph.neighbors()[0] = 0;
    graph.offsets()[1] = 0;
    graph.distances()[0] = 0;
    graph.atomicNumbers()[0] = 0;

    assertThat(graph.neighbor(0)).isEqualTo(1);
    assertThat(graph.offset(1)).isEqualTo(2);
    assertThat(graph.distance(0)).isEqualTo(2.8f);
    assertThat(graph.atomicNumber(0)).isEqualTo(11);
  }

  @Test
  void refusesArraysThatDoNotFitEachOther() {
    assertRefused(new int[] {0, 2}, NEIGHBORS, DISTANCES, "needs 3 offsets");
    assertRefused(new int[] {0, 2, 4}, NEIGHBORS, DISTANCES, "from 0 to 3");
    assertRefused(new int[] {0, 4, 3}, NEIGHBORS, DISTANCES, "fall after node 1");
    assertRefused(new int[] {0, 2, 3}, new int[] {1, 2, 0}, DISTANCES, "Edge 1 comes from node 2");
    assertRefused(new int[] {0, 2, 3}, NEIGHBORS, new float[] {1, 0, 1}, "over 0.0 Å");
    assertRefused(new int[] {0, 2, 3}, NEIGHBORS, new float[] {1, 2, Float.NaN}, "over NaN Å");
  }

  private static void assertRefused(
      int[] offsets, int[] neighbors, float[] distances, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrystalGraph(NUMBERS, offsets, neighbors, distances))
        .withMessageContaining(message);
  }
}
