package org.latticework.report.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.figure.FigureTemplate;

class ElementFamilyTest {
  @Test
  void putsEachElementIntoOneFamily() {
    List<Element> all = new ArrayList<>();
    Arrays.stream(ElementFamily.values()).forEach(family -> all.addAll(family.elements()));
    assertThat(all).containsExactlyInAnyOrder(Element.values());
    for (ElementFamily family : ElementFamily.values()) {
      assertThat(family.elements())
          .isSorted()
          .allMatch(element -> ElementFamily.of(element) == family);
    }
  }

  /** Columns of the table: 1 and 2 without hydrogen, 17, 18, and the two rows of fifteen below. */
  @Test
  void followsThePeriodicTable() {
    assertThat(ElementFamily.of(Element.H)).isEqualTo(ElementFamily.NONMETALS);
    assertThat(ElementFamily.ALKALI_METALS.elements()).hasSize(6);
    assertThat(ElementFamily.ALKALINE_EARTHS.elements()).hasSize(6);
    assertThat(ElementFamily.HALOGENS.elements()).hasSize(6);
    assertThat(ElementFamily.NOBLE_GASES.elements()).hasSize(7);
    assertThat(ElementFamily.TRANSITION_METALS.elements()).hasSize(10 + 10 + 9 + 9);
    for (int number = 57; number <= 71; number++) {
      assertThat(ElementFamily.of(Element.ofNumber(number))).isEqualTo(ElementFamily.LANTHANIDES);
      assertThat(ElementFamily.of(Element.ofNumber(number + 32)))
          .isEqualTo(ElementFamily.ACTINIDES);
    }
  }

  @Test
  void hasAColorAndAShapeForEach() {
    String spec = FigureTemplate.of("element-map").fill(Map.of()).toString();
    String names =
        Arrays.stream(ElementFamily.values())
            .map(family -> '"' + family.words() + '"')
            .collect(Collectors.joining(",", "\"domain\":[", "]"));
    assertThat(spec.split(Pattern.quote(names), -1)).hasSize(3);
  }
}
