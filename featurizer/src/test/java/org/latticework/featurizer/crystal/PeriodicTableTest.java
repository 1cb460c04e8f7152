package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
