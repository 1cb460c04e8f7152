package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CovalentRadiusTest {
  private static double radius(Element element) {
    return CovalentRadius.of(element).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "H, 0.31", "C, 0.76", "O, 0.66", "F, 0.57", "Si, 1.11", "Mn, 1.39", "Fe, 1.32", "Co, 1.26",
    "Sr, 1.95", "I, 1.39", "Cs, 2.44", "La, 2.07", "Lu, 1.87", "Pb, 1.46", "Fr, 2.60", "Cm, 1.69"
  })
  void isThatOfTheTable(Element element, double expected) {
    assertThat(radius(element)).isEqualTo(expected);
  }

  @Test
  void isKnownUpToCuriumAndNotBeyond() {
    for (Element element : Element.values()) {
      assertThat(CovalentRadius.of(element).isPresent())
          .as(element.symbol())
          .isEqualTo(element.atomicNumber() <= 96);
    }
  }

  /** A sum over the table finds a digit that was spelled wrong. */
  @Test
  void addsUpToTheSumOfTheTable() {
    double sum =
        Arrays.stream(Element.values())
            .flatMapToDouble(element -> CovalentRadius.of(element).stream())
            .sum();
    assertThat(sum).isCloseTo(145.91, within(1e-9));
  }

  /** Bonds of measured length: diamond 1.545 Å, silicon 2.352 Å, H–O of water 0.958 Å. */
  @Test
  void addsUpToLengthsOfBonds() {
    assertThat(2 * radius(Element.C)).isCloseTo(1.545, within(0.05));
    assertThat(2 * radius(Element.Si)).isCloseTo(2.352, within(0.15));
    assertThat(radius(Element.H) + radius(Element.O)).isCloseTo(0.958, within(0.05));
  }
}
