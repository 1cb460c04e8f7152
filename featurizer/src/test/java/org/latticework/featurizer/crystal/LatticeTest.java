package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.SharedData;

class LatticeTest {
  private static final double ROUNDING = 1e-12; // relative to numbers of about 10

  @Test
  void hasTheLengthsAndAnglesItWasMadeFrom() {
    Lattice lattice = Lattice.fromParameters(3.1, 4.2, 5.3, 71, 82, 113);

    assertThat(lattice.a().length()).isCloseTo(3.1, within(ROUNDING));
    assertThat(lattice.b().length()).isCloseTo(4.2, within(ROUNDING));
    assertThat(lattice.c().length()).isCloseTo(5.3, within(ROUNDING));
    assertThat(angle(lattice.b(), lattice.c())).isCloseTo(71, within(1e-10));
    assertThat(angle(lattice.c(), lattice.a())).isCloseTo(82, within(1e-10));
    assertThat(angle(lattice.a(), lattice.b())).isCloseTo(113, within(1e-10));
    assertThat(lattice.a().dot(lattice.b().cross(lattice.c()))).as("right-handed").isPositive();
  }

  @Test
  void standsAsMaterialsProjectOrientsIt() {
    for (JsonNode document : SharedData.documents("data/mp-oxides-50.jsonl.gz")) {
      JsonNode given = document.at("/structure/lattice");
      Lattice lattice =
          Lattice.fromParameters(
              given.get("a").asDouble(),
              given.get("b").asDouble(),
              given.get("c").asDouble(),
              given.get("alpha").asDouble(),
              given.get("beta").asDouble(),
              given.get("gamma").asDouble());

      // Lengths, angles and matrix are rounded to 1e-8 in the file.
      assertThat(lattice.rows())
          .containsExactly(SharedData.structure(document).lattice().rows(), within(1e-6));
    }
  }

  @Test
  void standsWithCAlongZ() {
    double[] rows = Lattice.fromParameters(4, 4, 6, 90, 90, 120).rows();

    assertThat(rows)
        .containsExactly(
            new double[] {4, 0, 0, -2, 2 * Math.sqrt(3), 0, 0, 0, 6}, within(ROUNDING));
  }

  @Test
  void solvesForFractionalPositionsInSkewedCellsOfEitherHand() {
    Vector3 a = new Vector3(2, 0, 0);
    Vector3 b = new Vector3(1, 3, 0);
    Vector3 c = new Vector3(-0.5, 1, 4);
    Vector3 position = new Vector3(0.875, 1.5, 3); // a / 2 + b / 4 + 3 c / 4

    Vector3 right = new Lattice(a, b, c).fractional(position);
    assertThat(new double[] {right.x(), right.y(), right.z()})
        .containsExactly(new double[] {0.5, 0.25, 0.75}, within(ROUNDING));
    Vector3 left = new Lattice(b, a, c).fractional(position);
    assertThat(new double[] {left.x(), left.y(), left.z()})
        .containsExactly(new double[] {0.25, 0.5, 0.75}, within(ROUNDING));
  }

  @Test
  void volumeAndHeightsOfAHexagonalCell() {
    Lattice lattice = Lattice.fromParameters(4, 4, 6, 90, 90, 120);

    assertThat(lattice.volume()).isCloseTo(48 * Math.sqrt(3), within(1e-10));
    assertThat(lattice.heightA()).isCloseTo(2 * Math.sqrt(3), within(ROUNDING));
    assertThat(lattice.heightB()).isCloseTo(2 * Math.sqrt(3), within(ROUNDING));
    assertThat(lattice.heightC()).isCloseTo(6, within(ROUNDING));
  }

  @Test
  void volumeIsPositiveInALeftHandedCell() {
    Lattice left = Lattice.ofRows(new double[] {0, 2, 0, 3, 0, 0, 0, 0, 4});

    assertThat(left.volume()).isEqualTo(24);
    assertThat(left.heightA()).isEqualTo(2);
  }

  @Test
  void turnsFractionalIntoCartesian() {
    Lattice lattice = Lattice.ofRows(new double[] {1, 2, 3, 0, 4, 5, 0, 0, 6});

    assertThat(lattice.cartesian(new Vector3(1, 0.5, -1))).isEqualTo(new Vector3(1, 4, -0.5));
    assertThat(Lattice.ofRows(lattice.rows())).isEqualTo(lattice);
  }

  @Test
  void refusesVectorsInOnePlane() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.ofRows(new double[] {1, 0, 0, 0, 1, 0, 1, 1, 0}))
        .withMessageContaining("must span a volume");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.ofRows(new double[] {1, 0, 0, 0, Double.NaN, 0, 1, 1, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.ofRows(new double[8]))
        .withMessage("A lattice needs 9 numbers, got 8");
  }

  @Test
  void refusesParametersOfNoCell() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.fromParameters(1, 1, 1, 30, 40, 100))
        .withMessage("No cell has the angles 30.0, 40.0, 100.0°");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.fromParameters(1, 1, 1, 150, 150, 150))
        .withMessageContaining("No cell has the angles");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.fromParameters(1, 1, 1, 90, 180, 90))
        .withMessageContaining("between 0 and 180°, got 180.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lattice.fromParameters(1, -1, 1, 90, 90, 90))
        .withMessageContaining("must be positive");
  }

  private static double angle(Vector3 u, Vector3 v) {
    return Math.toDegrees(Math.acos(u.dot(v) / u.length() / v.length()));
  }
}
