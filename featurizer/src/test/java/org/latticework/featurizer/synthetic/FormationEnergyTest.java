package org.latticework.featurizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.prototype.Contacts;
import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Draws;
import org.latticework.featurizer.prototype.Prototype;
import org.latticework.featurizer.prototype.Species;

class FormationEnergyTest {
  /** "Na1 Cl-1": the species of each role. */
  private static List<Species> species(String text) {
    List<Species> found = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      String symbol = word.replaceAll("[-0-9]", "");
      int charge = Integer.parseInt(word.substring(symbol.length()));
      ElementTable.species().stream()
          .filter(s -> s.element().symbol().equals(symbol) && s.charge() == charge)
          .forEach(found::add);
    }
    return found;
  }

  private static double energy(Prototype prototype, String species) {
    return FormationEnergy.of(Crystal.ideal(new Decoration(prototype, species(species))));
  }

  @ParameterizedTest
  @CsvSource({
    "Na1 Cl-1, AX, ROCK_SALT",
    "Li1 F-1, AX, ROCK_SALT",
    "Mg2 O-2, AX, ROCK_SALT",
    "Cs1 Cl-1, AX, CAESIUM_CHLORIDE",
    "Ca2 F-1, AX2, FLUORITE",
    "Mg2 F-1, AX2, RUTILE",
    "Si4 O-2, AX2, CRISTOBALITE",
    "Al3 O-2, A2X3, CORUNDUM",
    "La3 O-2, A2X3, LANTHANUM_OXIDE",
    "Sr2 Ti4 O-2, ABX3, PEROVSKITE",
    "Fe2 Ti4 O-2, ABX3, ILMENITE",
    "Al3 Mg2 O-2, A2BX4, SPINEL",
    "Mg0, ELEMENT, HEXAGONAL_CLOSE_PACKED",
    "Cu0, ELEMENT, FACE_CENTERED_CUBIC",
    "W0, ELEMENT, BODY_CENTERED_CUBIC",
    "Si0, ELEMENT, DIAMOND"
  })
  void prefersTheKnownGroundState(String species, Family family, Prototype expected) {
    for (Prototype prototype : family.prototypes()) {
      if (prototype != expected) {
        assertThat(energy(expected, species))
            .as("%s below %s", expected, prototype)
            .isLessThan(energy(prototype, species));
      }
    }
  }

  @Test
  void prefersTetrahedraInZincSulfide() {
    assertThat(energy(Prototype.ZINC_BLENDE, "Zn2 S-2"))
        .isLessThan(energy(Prototype.ROCK_SALT, "Zn2 S-2"));
  }

  @Test
  void tellsPolymorphsApart() {
    // The real differences of these pairs are of the order of 10 meV/atom, too.
    assertThat(energy(Prototype.RUTILE, "Ti4 O-2"))
        .isNotCloseTo(energy(Prototype.ANATASE, "Ti4 O-2"), within(0.003));
    assertThat(energy(Prototype.ZINC_BLENDE, "Zn2 O-2"))
        .isNotCloseTo(energy(Prototype.WURTZITE, "Zn2 O-2"), within(0.003));
    assertThat(energy(Prototype.ROCK_SALT, "Na1 Cl-1"))
        .isNotCloseTo(energy(Prototype.CAESIUM_CHLORIDE, "Na1 Cl-1"), within(0.1));
  }

  /** Measured lattice parameters a, Å; radii and bond valences hit them within 3 %. */
  @ParameterizedTest
  @CsvSource({
    "ROCK_SALT, Na1 Cl-1, 5.640",
    "ROCK_SALT, Mg2 O-2, 4.212",
    "CAESIUM_CHLORIDE, Cs1 Cl-1, 4.123",
    "ZINC_BLENDE, Ga3 As-3, 5.653",
    "ZINC_BLENDE, Zn2 S-2, 5.409",
    "FLUORITE, Ca2 F-1, 5.463",
    "RUTILE, Ti4 O-2, 4.594",
    "ANATASE, Ti4 O-2, 3.785",
    "CORUNDUM, Al3 O-2, 4.759",
    "PEROVSKITE, Sr2 Ti4 O-2, 3.905",
    "SPINEL, Al3 Mg2 O-2, 8.080",
    "FACE_CENTERED_CUBIC, Cu0, 3.615",
    "BODY_CENTERED_CUBIC, Na0, 4.290",
    "DIAMOND, Si0, 5.431"
  })
  void sizesCellsAsMeasured(Prototype prototype, String species, double a) {
    double scale = new Decoration(prototype, species(species)).scale();
    assertThat(scale).isCloseTo(a, within(0.04 * a));
  }

  @Test
  void rockSaltHasItsClosedFormEnergy() {
    // One bond length, r_i + r_j for six neighbors: no valence term, f = 1 − exp(−2.23²/4).
    double f = 1 - Math.exp(-2.23 * 2.23 / 4);
    double d = 1.02 + 1.81;
    double coulomb = -0.75 * f * 14.399645 / d * 1.7475645946 / 2 * (1 - 1 / 9.0);
    double contact = 0.05 / 2 * 6 * Math.exp((2 * 1.81 - d * Math.sqrt(2)) / 0.35);
    double preferred = 2 + 8.5 * 1.02 / 1.81;
    double covalent = 0.5 * (1 - f) * (1 - Math.exp(-0.25));
    double ionic = f * (1 - Math.exp(-Math.pow((6 - preferred) / 4, 2)));
    assertThat(energy(Prototype.ROCK_SALT, "Na1 Cl-1"))
        .isCloseTo(coulomb + contact + covalent + ionic, within(1e-8));
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void anUndistortedSupercellHasTheEnergyOfItsCell(Family family) {
    Draws draws = new Draws(3, 0);
    List<Species> species = new ArrayList<>();
    for (int charge : family.charges(0)) {
      species.add(family.candidates(charge).get(species.size()));
    }
    for (Prototype prototype : family.prototypes()) {
      Decoration decoration = new Decoration(prototype, species);
      Crystal cell = Crystal.ideal(decoration);
      Crystal supercell = Crystal.distorted(decoration, new int[] {2, 1, 3}, 0, 0, draws);
      assertThat(FormationEnergy.of(supercell)).isCloseTo(FormationEnergy.of(cell), within(1e-9));
      assertThat(BandGap.of(supercell)).isCloseTo(BandGap.of(cell), within(1e-9));
    }
  }

  @Test
  void energyFollowsADistortionSmoothly() {
    Decoration decoration = new Decoration(Prototype.RUTILE, species("Ti4 O-2"));
    double ideal = FormationEnergy.of(Crystal.ideal(decoration));
    double previous = 0;
    for (double size = 0.0025; size <= 0.03; size += 0.0025) {
      Crystal crystal =
          Crystal.distorted(decoration, new int[] {2, 2, 1}, size, size, new Draws(1, 2));
      double difference = FormationEnergy.of(crystal) - ideal;
      assertThat(Math.abs(difference - previous)).isLessThan(0.02);
      previous = difference;
    }
    assertThat(previous).isNotZero();
  }

  @Test
  void contactsAreMeasuredOnTheVeryStructureHandedOut() {
    Decoration decoration = new Decoration(Prototype.SPINEL, species("Al3 Mg2 O-2"));
    Crystal crystal =
        Crystal.distorted(decoration, new int[] {1, 2, 3}, 0.03, 0.03, new Draws(1, 1));
    Structure structure = crystal.structure();
    Contacts bonds = decoration.geometry().bonds();
    for (int copy = 0; copy < crystal.copies(); copy++) {
      for (int k = 0; k < bonds.size(); k++) {
        int i = crystal.from(bonds, k, copy);
        int j = crystal.to(bonds, k, copy);
        assertThat(crystal.length(bonds, k, copy))
            .isCloseTo(shortestDistance(structure, i, j), within(1e-9));
      }
    }
    assertThat(structure.composition().reducedFormula()).isEqualTo("Al2 Mg O4");
  }

  private static double shortestDistance(Structure structure, int i, int j) {
    Vector3 difference =
        structure.site(j).fractional().plus(structure.site(i).fractional().times(-1));
    double shortest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 125; k++) {
      Vector3 image = new Vector3(k / 25 - 2, k / 5 % 5 - 2, k % 5 - 2);
      double distance = structure.lattice().cartesian(difference.plus(image)).length();
      shortest = Math.min(shortest, distance);
    }
    return shortest;
  }

  @Test
  void onlyMetalsHaveNoGap() {
    assertThat(gap(Prototype.FACE_CENTERED_CUBIC, "Cu0")).isZero();
    assertThat(gap(Prototype.FACE_CENTERED_CUBIC, "Si0")).isZero();
    assertThat(gap(Prototype.DIAMOND, "C0")).isGreaterThan(gap(Prototype.DIAMOND, "Si0"));
    assertThat(gap(Prototype.ROCK_SALT, "Na1 Cl-1")).isBetween(7.0, 10.0); // 8.5 eV measured
  }

  private static double gap(Prototype prototype, String species) {
    return BandGap.of(Crystal.ideal(new Decoration(prototype, species(species))));
  }
}
