package org.latticework.featurizer.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Draws;

class SyntheticMaterialsTest {
  private static final List<SyntheticMaterial> FIRST =
      LongStream.range(0, 5000).mapToObj(i -> SyntheticMaterials.material(7, i)).toList();

  private static String fingerprint(SyntheticMaterial m) {
    StringBuilder text = new StringBuilder();
    text.append(m.materialId()).append(m.prototype()).append(m.symmetryNumber());
    text.append(m.formationEnergyPerAtom()).append(' ').append(m.energyAboveHull());
    text.append(' ').append(m.bandGap()).append(' ').append(m.density());
    for (double x : m.structure().lattice().rows()) {
      text.append(' ').append(x);
    }
    for (int i = 0; i < m.structure().size(); i++) {
      text.append(' ').append(m.structure().site(i));
    }
    return text.toString();
  }

  @Test
  void aMaterialDependsOnNothingButSeedAndIndex() {
    List<String> backwards =
        LongStream.range(0, 300)
            .parallel()
            .mapToObj(i -> fingerprint(SyntheticMaterials.material(7, 299 - i)))
            .toList();
    for (int i = 0; i < 300; i++) {
      assertThat(backwards.get(299 - i)).isEqualTo(fingerprint(FIRST.get(i)));
    }
    assertThat(fingerprint(SyntheticMaterials.material(8, 17)))
        .isNotEqualTo(fingerprint(FIRST.get(17)));
  }

  @Test
  void numbersStayInTheRangeOfRealMaterials() {
    for (SyntheticMaterial m : FIRST) {
      assertThat(m.formationEnergyPerAtom()).as(m.materialId()).isBetween(-4.0, 1.5);
      assertThat(m.energyAboveHull()).as(m.materialId()).isBetween(0.0, 2.0);
      assertThat(m.bandGap()).as(m.materialId()).isBetween(0.0, 15.0);
      assertThat(m.density()).as(m.materialId()).isBetween(0.3, 25.0);
      assertThat(m.symmetryNumber()).isBetween(1, 230);
    }
    double mean =
        FIRST.stream().mapToDouble(SyntheticMaterial::formationEnergyPerAtom).average().orElse(0);
    assertThat(mean).isBetween(-1.5, -0.5);
  }

  @Test
  void atomsKeepTheirDistance() {
    for (SyntheticMaterial m : FIRST.subList(0, 500)) {
      assertThat(shortestDistance(m.structure())).as(m.materialId()).isGreaterThan(1.2);
    }
  }

  private static double shortestDistance(Structure structure) {
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < structure.size(); i++) {
      for (int j = i; j < structure.size(); j++) {
        Vector3 d = structure.site(j).fractional().plus(structure.site(i).fractional().times(-1));
        for (int k = 0; k < 27; k++) {
          Vector3 image = new Vector3(k / 9 - 1, k / 3 % 3 - 1, k % 3 - 1);
          double distance = structure.lattice().cartesian(d.plus(image)).length();
          shortest = distance > 1e-9 ? Math.min(shortest, distance) : shortest;
        }
      }
    }
    return shortest;
  }

  @Test
  void cellsVaryInSize() {
    double mean = FIRST.stream().mapToInt(m -> m.structure().size()).average().orElse(0);
    assertThat(mean).isBetween(11.0, 19.0);
    assertThat(FIRST).anyMatch(m -> m.structure().size() == 1);
    assertThat(FIRST).anyMatch(m -> m.structure().size() >= 80);
    assertThat(FIRST).allMatch(m -> m.structure().size() <= 100);
  }

  @Test
  void twoThousandMaterialsAreAFewHundredCompositionsOftenInSeveralForms() {
    Map<String, Set<String>> prototypes = new HashMap<>();
    for (SyntheticMaterial m : FIRST.subList(0, 2000)) {
      String formula = m.structure().composition().reducedFormula();
      prototypes.computeIfAbsent(formula, key -> new HashSet<>()).add(m.prototype());
    }
    assertThat(prototypes.size()).isBetween(250, 500);
    long several = prototypes.values().stream().filter(names -> names.size() > 1).count();
    assertThat(several).isGreaterThan(prototypes.size() / 3);
  }

  @Test
  void materialsOfOneCompositionAndPrototypeAreDifferentCrystals() {
    Set<String> seen = new HashSet<>();
    for (SyntheticMaterial m : FIRST) {
      assertThat(seen.add(fingerprint(m).substring(m.materialId().length()))).isTrue();
    }
  }

  @Test
  void oneCompositionHasOneSetOfPolymorphEnergies() {
    Map<String, Double> lowest = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      Compound compound = Compound.draw(new Draws(11, i));
      Decoration first = compound.polymorphs().get(0);
      String formula = Crystal.ideal(first).structure().composition().reducedFormula();
      Double before = lowest.put(formula, compound.lowestEnergy());
      if (before != null) {
        assertThat(compound.lowestEnergy()).as(formula).isEqualTo(before);
      }
    }
    assertThat(lowest.size()).isBetween(1200, 2900);
  }

  @Test
  void densityOfRockSaltIsItsMassByItsVolume() {
    double a = 5.6402;
    Structure halite =
        new Structure(
            Lattice.ofRows(new double[] {0, a / 2, a / 2, a / 2, 0, a / 2, a / 2, a / 2, 0}),
            new int[] {11, 17},
            new double[] {0, 0, 0, 0.5, 0.5, 0.5});
    SyntheticMaterial material = new SyntheticMaterial("syn-0", "rock salt", 225, halite, 0, 0, 0);
    assertThat(material.density()).isCloseTo(2.163, within(0.002)); // g/cm³, X-ray density
  }

  @Test
  void refusesANegativeIndex() {
    assertThatThrownBy(() -> SyntheticMaterials.material(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
