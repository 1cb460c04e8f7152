package org.latticework.pipeline.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Element;

class PeriodicTableTest {
  @ParameterizedTest
  @CsvSource({
    "H, 1, 1", "He, 18, 1", "Li, 1, 2", "Be, 2, 2", "B, 13, 2", "Ne, 18, 2", "Mg, 2, 3",
        "Al, 13, 3",
    "Ca, 2, 4", "Sc, 3, 4", "Zn, 12, 4", "Ga, 13, 4", "Br, 17, 4", "Y, 3, 5", "I, 17, 5",
        "Ba, 2, 6",
    "La, 3, 6", "Gd, 3, 6", "Lu, 3, 6", "Hf, 4, 6", "Rn, 18, 6", "Fr, 1, 7", "U, 3, 7", "Rf, 4, 7",
    "Og, 18, 7"
  })
  void placesElementsAsChemistsDo(Element element, int group, int row) {
    assertThat(PeriodicTable.group(element)).isEqualTo(group);
    assertThat(PeriodicTable.row(element)).isEqualTo(row);
  }

  @Test
  void choosesElementsByTheirNameGroupOrRow() {
    ElementChoice choice = ElementChoice.of(List.of("Li", "group-17", "row-1"));
    assertThat(choice.elements())
        .containsExactlyInAnyOrder("Li", "F", "Cl", "Br", "I", "At", "Ts", "H", "He");
    assertThat(choice.without(Set.of("Cl"))).containsExactly("Li", "row-1");
    for (String word : List.of("Xx", "li", "group-19", "group-0", "row-8", "group 1")) {
      assertThatThrownBy(() -> ElementChoice.of(List.of("Li", word)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("got '" + word + "'");
    }
  }

  @Test
  void findsLevelsByTheirWords() {
    assertThat(Level.ofWord("near-duplicate")).isEqualTo(Level.NEAR_DUPLICATE);
    assertThatThrownBy(() -> Level.ofWord("formula"))
        .hasMessage(
            "A level is one of material, structure, near-duplicate, protostructure, composition,"
                + " prototype, chemical-system, element, group, row, got 'formula'");
  }
}
