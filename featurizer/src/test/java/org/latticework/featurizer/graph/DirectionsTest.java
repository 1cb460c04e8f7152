package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.neighbor.RandomCrystals;

class DirectionsTest {
  private static final GraphConfig IMAGES =
      new GraphConfig(5, GraphConfig.ALL_NEIGHBORS, Ties.ALL, false, true);
  private static final double ROUNDING = 1e-5; // relative: both lengths are floats

  @Provide
  Arbitrary<Structure> crystals() {
    return Arbitraries.randomValue(
        random -> {
          Structure crystal = RandomCrystals.crystal(random, 5);
          double[] near = crystal.fractionals();
          for (int k = 0; k < near.length; k++) {
            near[k] -= Math.rint(near[k]) - (random.nextInt(9) - 4); // images fit in bytes
          }
          return new Structure(crystal.lattice(), crystal.atomicNumbers(), near);
        });
  }

  @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.OFF)
  void anArrowIsAsLongAsItsEdgeAndEndsAtAnAtomOfTheNeighborsElement(
      @ForAll("crystals") Structure crystal) {
    CrystalGraph graph = Directions.of(new GraphBuilder(IMAGES).build(crystal), crystal);

    assertThat(graph.hasDirections()).isTrue();
    Lattice lattice = crystal.lattice();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        Vector3 arrow = arrow(graph, edge);
        assertThat(arrow.length())
            .isCloseTo(graph.distance(edge), within(ROUNDING * graph.distance(edge)));
        // Where the arrow ends, and where the neighbor is, differ by whole cells.
        Vector3 end = lattice.cartesian(crystal.site(i).fractional()).plus(arrow);
        Vector3 neighbor = lattice.cartesian(crystal.site(graph.neighbor(edge)).fractional());
        Vector3 cells = lattice.fractional(end.plus(neighbor.times(-1)));
        Vector3 whole =
            new Vector3(Math.rint(cells.x()), Math.rint(cells.y()), Math.rint(cells.z()));
        assertThat(lattice.cartesian(cells.plus(whole.times(-1))).length()).isLessThan(1e-5);
      }
    }
  }

  /** All images of all atoms, without the search: of which cell counts images from is no matter. */
  @Property(tries = 100, seed = "2", shrinking = ShrinkingMode.OFF)
  void theArrowsOfAnAtomAreThoseToAllImagesWithinTheCutoff(@ForAll("crystals") Structure crystal) {
    CrystalGraph graph = Directions.of(new GraphBuilder(IMAGES).build(crystal), crystal);

    for (int i = 0; i < graph.nodes(); i++) {
      List<Vector3> expected = arrows(crystal, i, IMAGES.cutoff());
      assertThat(graph.offset(i + 1) - graph.offset(i)).isEqualTo(expected.size());
      for (int edge = graph.offset(i); edge < graph.offset(i + 1); edge++) {
        Vector3 arrow = arrow(graph, edge);
        assertThat(expected)
            .filteredOn(other -> other.plus(arrow.times(-1)).length() < 1e-5)
            .hasSize(1);
      }
    }
  }

  private static Vector3 arrow(CrystalGraph graph, int edge) {
    return new Vector3(
        graph.direction(edge, 0), graph.direction(edge, 1), graph.direction(edge, 2));
  }

  private static List<Vector3> arrows(Structure crystal, int center, double cutoff) {
    Lattice lattice = crystal.lattice();
    int a = (int) Math.ceil(cutoff / lattice.heightA()) + 10; // sites are up to 10 cells apart
    int b = (int) Math.ceil(cutoff / lattice.heightB()) + 10;
    int c = (int) Math.ceil(cutoff / lattice.heightC()) + 10;
    Vector3 from = lattice.cartesian(crystal.site(center).fractional());
    List<Vector3> arrows = new ArrayList<>();
    for (int j = 0; j < crystal.size(); j++) {
      Vector3 to = lattice.cartesian(crystal.site(j).fractional()).plus(from.times(-1));
      for (int na = -a; na <= a; na++) {
        for (int nb = -b; nb <= b; nb++) {
          for (int nc = -c; nc <= c; nc++) {
            Vector3 arrow = to.plus(lattice.cartesian(new Vector3(na, nb, nc)));
            if (arrow.length() > 1e-6 && arrow.length() <= cutoff) {
              arrows.add(arrow);
            }
          }
        }
      }
    }
    return arrows;
  }

  @Test
  void pointFromCesiumToTheEightCornersOfItsCubeOfChloride() {
    double[] moved = {3, 0, 0, 0.5, 0.5, -1.5};
    Structure crystal =
        new Structure(
            Lattice.fromParameters(4.12, 4.12, 4.12, 90, 90, 90), new int[] {55, 17}, moved);
    GraphConfig eight = new GraphConfig(4, 8, Ties.ALL, false, true);

    CrystalGraph graph = Directions.of(new GraphBuilder(eight).build(crystal), crystal);

    // Images lexicographic, so a, b and c from their negative sides on.
    float half = 2.06f;
    for (int edge = 0; edge < 8; edge++) {
      assertThat(graph.direction(edge, 0)).isCloseTo(edge < 4 ? -half : half, within(1e-6f));
      assertThat(graph.direction(edge, 1)).isCloseTo(edge % 4 < 2 ? -half : half, within(1e-6f));
      assertThat(graph.direction(edge, 2)).isCloseTo(edge % 2 < 1 ? -half : half, within(1e-6f));
    }
  }

  @Test
  void refuseAGraphOfAnotherCrystalOrWithoutImages() {
    Structure crystal =
        new Structure(
            Lattice.fromParameters(4.12, 4.12, 4.12, 90, 90, 90),
            new int[] {55, 17},
            new double[] {0, 0, 0, 0.5, 0.5, 0.5});
    Structure wider =
        new Structure(
            Lattice.fromParameters(4.13, 4.13, 4.13, 90, 90, 90),
            crystal.atomicNumbers(),
            crystal.fractionals());
    CrystalGraph graph = new GraphBuilder(IMAGES).build(crystal);
    CrystalGraph plain = new GraphBuilder(GraphConfig.plain(5, 12)).build(crystal);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Directions.of(graph, wider))
        .withMessageMatching(
            "Edge 0 is 3\\.568\\d* Å long in the graph and 3\\.576\\d* Å in this crystal:"
                + " it is of another one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Directions.of(graph, new Structure(wider.lattice(), new int[] {55}, new double[3])))
        .withMessage("A graph of 2 nodes is not of this crystal of 1 sites");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Directions.of(plain, crystal))
        .withMessage("Directions of edges need their images, the graph has none");
  }
}
