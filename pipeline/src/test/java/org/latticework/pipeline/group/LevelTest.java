package org.latticework.pipeline.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LevelTest {
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
