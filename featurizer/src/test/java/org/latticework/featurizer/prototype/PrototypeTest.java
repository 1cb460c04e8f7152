package org.latticework.featurizer.prototype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.synthetic.Family;

class PrototypeTest {
  @ParameterizedTest
  @CsvSource({
    "ROCK_SALT, A, X, 6",
    "ROCK_SALT, X, A, 6",
    "CAESIUM_CHLORIDE, A, X, 8",
    "ZINC_BLENDE, A, X, 4",
    "WURTZITE, A, X, 4",
    "NICKEL_ARSENIDE, A, X, 6",
    "FLUORITE, A, X, 8",
    "FLUORITE, X, A, 4",
    "RUTILE, A, X, 6",
    "RUTILE, X, A, 3",
    "ANATASE, A, X, 6",
    "ANATASE, X, A, 3",
    "CADMIUM_IODIDE, A, X, 6",
    "CRISTOBALITE, A, X, 4",
    "CRISTOBALITE, X, A, 2",
    "ANTIFLUORITE, A, X, 4",
    "CUPRITE, A, X, 2",
    "CUPRITE, X, A, 4",
    "CORUNDUM, A, X, 6",
    "CORUNDUM, X, A, 4",
    "LANTHANUM_OXIDE, A, X, 7",
    "RHENIUM_TRIOXIDE, A, X, 6",
    "BISMUTH_TRIIODIDE, A, X, 6",
    "BISMUTH_TRIIODIDE, X, A, 2",
    "PEROVSKITE, A, X, 12",
    "PEROVSKITE, B, X, 6",
    "HEXAGONAL_PEROVSKITE, A, X, 12",
    "HEXAGONAL_PEROVSKITE, B, X, 6",
    "ILMENITE, A, X, 6",
    "ILMENITE, B, X, 6",
    "ANTIPEROVSKITE, X, A, 6",
    "ELPASOLITE, A, X, 12",
    "ELPASOLITE, B, X, 6",
    "ELPASOLITE, C, X, 6",
    "SPINEL, A, X, 6",
    "SPINEL, B, X, 4",
    "SPINEL, X, B, 1",
    "POTASSIUM_NICKEL_FLUORIDE, A, X, 9",
    "POTASSIUM_NICKEL_FLUORIDE, B, X, 6",
    "LAYERED_ROCK_SALT, A, X, 6",
    "LAYERED_ROCK_SALT, B, X, 6",
    "TETRAGONAL_ROCK_SALT, A, X, 6",
    "CHALCOPYRITE, A, X, 4",
    "CHALCOPYRITE, B, X, 4",
    "HALF_HEUSLER, A, X, 6",
    "HALF_HEUSLER, B, X, 4",
    "LITHIUM_GALLIUM_GERMANIDE, A, X, 6",
    "FACE_CENTERED_CUBIC, A, A, 12",
    "HEXAGONAL_CLOSE_PACKED, A, A, 12",
    "DIAMOND, A, A, 4",
    "BODY_CENTERED_CUBIC, A, A, 14",
    "ORDERED_BODY_CENTERED, A, B, 8",
    "TRICOPPER_GOLD, B, A, 12",
    "LAVES, A, B, 12",
    "LAVES, B, B, 6",
  })
  void surroundsItsSitesAsTheTextbookSays(
      Prototype prototype, char center, char neighbor, int expected) {
    UnitCell cell = prototype.geometry().cell();
    for (int i = 0; i < cell.size(); i++) {
      if (cell.roles().charAt(cell.role(i)) == center) {
        assertThat(neighbors(cell, i, neighbor)).as("site %d", i).isEqualTo(expected);
      }
    }
  }

  /** Counts by brute force the atoms of a role within 1.22 times the nearest. */
  private static int neighbors(UnitCell cell, int i, char role) {
    double[] distances = new double[cell.size() * 1331];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    for (int k = 0; k < distances.length; k++) {
      int j = k / 1331;
      if (cell.roles().charAt(cell.role(j)) == role) {
        Vector3 image = new Vector3(k / 121 % 11 - 5, k / 11 % 11 - 5, k % 11 - 5);
        double distance = distance(cell, i, j, image);
        distances[k] = distance < 1e-9 ? Double.POSITIVE_INFINITY : distance;
      }
    }
    double nearest = Arrays.stream(distances).min().orElseThrow();
    return (int) Arrays.stream(distances).filter(d -> d <= 1.22 * nearest).count();
  }

  private static double distance(UnitCell cell, int i, int j, Vector3 image) {
    return cell.lattice().cartesian(cell.site(j).plus(image).plus(cell.site(i).times(-1))).length();
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void everyDecorationIsNeutral(Family family) {
    for (Prototype prototype : family.prototypes()) {
      UnitCell cell = prototype.geometry().cell();
      for (int choice = 0; choice < family.chargeChoices(); choice++) {
        int[] charges = family.charges(choice);
        assertThat(cell.roles()).hasSize(charges.length);
        int sum = 0;
        for (int i = 0; i < cell.size(); i++) {
          sum += charges[cell.role(i)];
          assertThat(cell.isAnion(i)).isEqualTo(charges[cell.role(i)] < 0);
        }
        assertThat(sum).as("charge of %s", prototype).isZero();
      }
    }
  }

  @Test
  void everyPrototypeBelongsToOneFamily() {
    Set<Prototype> used = new HashSet<>();
    for (Family family : Family.values()) {
      for (Prototype prototype : family.prototypes()) {
        assertThat(used.add(prototype)).as("%s in one family only", prototype).isTrue();
      }
    }
    assertThat(used).containsExactlyInAnyOrder(Prototype.values());
    assertThat(Arrays.stream(Prototype.values()).map(Prototype::label)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Prototype.class)
  void bondsReachEverySiteAndNoCloserPairIsMissed(Prototype prototype) {
    Geometry geometry = prototype.geometry();
    UnitCell cell = geometry.cell();
    for (int i = 0; i < cell.size(); i++) {
      assertThat(geometry.coordination(i)).as("bonds of site %d", i).isPositive();
    }
    for (int k = 0; k < cell.size() * cell.size() * 1331; k++) {
      int i = k / 1331 % cell.size();
      int j = k / 1331 / cell.size();
      Vector3 image = new Vector3(k / 121 % 11 - 5, k / 11 % 11 - 5, k % 11 - 5);
      double distance = distance(cell, i, j, image);
      // No two atoms, of whatever role, are closer than 0.8 of the shortest bond.
      assertThat(distance < 1e-9 || distance > 0.8 * geometry.shortestBond()).isTrue();
    }
  }

  /**
   * A space group's class has this many operations; no primitive cell has a further translation.
   */
  @ParameterizedTest
  @EnumSource(Prototype.class)
  void hasAsManySymmetryOperationsAsItsSpaceGroup(Prototype prototype) {
    assertThat(operations(prototype.geometry().cell()))
        .isEqualTo(orderOfClass(prototype.symmetryNumber()));
  }

  private static int orderOfClass(int number) {
    int[] last = {122, 142, 148, 161, 167, 186, 194, 206, 220, 230};
    int[] order = {8, 16, 6, 6, 12, 12, 24, 24, 24, 48};
    int k = 0;
    while (number > last[k]) {
      k++;
    }
    return order[k];
  }

  private static int operations(UnitCell cell) {
    int found = 0;
    for (int code = 0; code < 19_683; code++) {
      int[] rotation = new int[9];
      int rest = code;
      for (int k = 0; k < 9; k++) {
        rotation[k] = rest % 3 - 1;
        rest /= 3;
      }
      if (keepsLengths(cell.lattice(), rotation)) {
        found += translations(cell, rotation);
      }
    }
    return found;
  }

  private static Vector3 rotated(Vector3 v, int[] r) {
    return new Vector3(
        v.x() * r[0] + v.y() * r[3] + v.z() * r[6],
        v.x() * r[1] + v.y() * r[4] + v.z() * r[7],
        v.x() * r[2] + v.y() * r[5] + v.z() * r[8]);
  }

  private static boolean keepsLengths(Lattice lattice, int[] rotation) {
    Vector3[] units = {new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)};
    for (Vector3 u : units) {
      for (Vector3 v : units) {
        double before = lattice.cartesian(u).dot(lattice.cartesian(v));
        double after =
            lattice.cartesian(rotated(u, rotation)).dot(lattice.cartesian(rotated(v, rotation)));
        if (Math.abs(before - after) > 1e-6) {
          return false;
        }
      }
    }
    return true;
  }

  /** Counts the shifts that, after a rotation, put every atom on one of its kind. */
  private static int translations(UnitCell cell, int[] rotation) {
    int found = 0;
    for (int j = 0; j < cell.size(); j++) {
      Vector3 shift = cell.site(j).plus(rotated(cell.site(0), rotation).times(-1));
      int matched = 0;
      for (int i = 0; i < cell.size(); i++) {
        Vector3 image = rotated(cell.site(i), rotation).plus(shift);
        matched += isOccupied(cell, image, cell.role(i)) ? 1 : 0;
      }
      found += matched == cell.size() ? 1 : 0;
    }
    return found;
  }

  private static boolean isOccupied(UnitCell cell, Vector3 place, int role) {
    for (int i = 0; i < cell.size(); i++) {
      Vector3 d = place.plus(cell.site(i).times(-1));
      double off =
          Math.abs(d.x() - Math.rint(d.x()))
              + Math.abs(d.y() - Math.rint(d.y()))
              + Math.abs(d.z() - Math.rint(d.z()));
      if (cell.role(i) == role && off < 1e-6) {
        return true;
      }
    }
    return false;
  }

  @Test
  void primitiveCellsHaveTheVolumeOfTheirPartOfTheConventionalOne() {
    assertThat(Prototype.ROCK_SALT.geometry().cell().lattice().volume())
        .isCloseTo(1 / 4.0, within(1e-12));
    assertThat(Prototype.ANATASE.geometry().cell().lattice().volume())
        .isCloseTo(2.514 / 2, within(1e-12));
    assertThat(Prototype.CORUNDUM.geometry().cell().lattice().volume())
        .isCloseTo(Math.sqrt(0.75) * 2.730 / 3, within(1e-12));
  }
}
