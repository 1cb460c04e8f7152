package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ElementTest {
  @Test
  void standAtTheirAtomicNumbers() {
    // The noble gases close the periods, so no element can be missing or doubled between them.
    assertThat(Element.He.atomicNumber()).isEqualTo(2);
    assertThat(Element.Ne.atomicNumber()).isEqualTo(10);
    assertThat(Element.Ar.atomicNumber()).isEqualTo(18);
    assertThat(Element.Kr.atomicNumber()).isEqualTo(36);
    assertThat(Element.Xe.atomicNumber()).isEqualTo(54);
    assertThat(Element.Rn.atomicNumber()).isEqualTo(86);
    assertThat(Element.Og.atomicNumber()).isEqualTo(118);
    assertThat(Element.values()).hasSize(Element.MAX_ATOMIC_NUMBER);
  }

  @Test
  void areFoundByNumberAndBySymbol() {
    for (Element element : Element.values()) {
      assertThat(Element.ofNumber(element.atomicNumber())).isEqualTo(element);
      assertThat(Element.ofSymbol(element.symbol())).contains(element);
    }
    assertThat(Element.ofSymbol("Si")).contains(Element.Si);
  }

  @Test
  void unknownSymbolsAreNoElements() {
    assertThat(Element.ofSymbol("D")).isEmpty();
    assertThat(Element.ofSymbol("si")).isEmpty();
  }

  @Test
  void refusesNumbersOutsideTheTable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Element.ofNumber(0))
        .withMessage("Atomic numbers run from 1 to 118, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Element.ofNumber(119));
  }
}
