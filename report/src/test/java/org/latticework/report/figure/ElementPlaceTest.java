package org.latticework.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.crystal.Element;

class ElementPlaceTest {
  @ParameterizedTest
  @CsvSource({
    "H, 1, 1",
    "He, 18, 1",
    "O, 16, 2",
    "Ba, 2, 6",
    "La, 3, 9",
    "Lu, 17, 9",
    "Hf, 4, 6",
    "Ac, 3, 10",
    "Lr, 17, 10",
    "Og, 18, 7"
  })
  void putsLanthanidesAndActinidesBelow(Element element, int column, int row) {
    assertThat(ElementPlace.of(element)).isEqualTo(new ElementPlace(column, row));
  }

  @Test
  void noTwoElementsShareAPlace() {
    assertThat(Arrays.stream(Element.values()).map(ElementPlace::of)).doesNotHaveDuplicates();
  }
}
