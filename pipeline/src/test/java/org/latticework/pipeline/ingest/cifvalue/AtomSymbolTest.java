package org.latticework.pipeline.ingest.cifvalue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.featurizer.crystal.Element;

class AtomSymbolTest {
  @ParameterizedTest
  @CsvSource({
    "Na, Na",
    "Na+, Na",
    "Na1+, Na",
    "O2-, O",
    "FE+3, Fe",
    "cl1-, Cl",
    "Cu1.5+, Cu",
    "Fe0+, Fe",
    "CO, Co",
    "D, H",
    "D1+, H"
  })
  void readsSymbolsWithCharges(String type, Element element) throws CifException {
    assertThat(AtomSymbol.ofType(type).element()).isEqualTo(element);
    assertThat(AtomSymbol.ofType(type).deuterium()).isEqualTo(type.startsWith("D"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "Xx", "OH", "Cval", "Fe2+Ni2+", "+Na", "Na1+!"})
  void refusesOtherSymbols(String type) {
    assertThat(CifFaultTest.faultOf(() -> AtomSymbol.ofType(type)).fault())
        .isEqualTo(CifFault.UNKNOWN_ELEMENT);
  }

  @ParameterizedTest
  @CsvSource({
    "Si2, '', Si",
    "O1A, '', O",
    "Ow3, '', O",
    "ca, '', Ca",
    "SIA1, 'Al O2 Si', Si",
    "HO1, 'Al H O2', H",
    "HO1, 'Ho2 O3', Ho",
    "Ho1, 'Al H O2', H",
    "CA1, 'C Ca O3', ?",
    "Ca1, 'C Ca O3', Ca",
    "CA1, '', ?",
    "D1, 'H2 O', H",
    "W1, 'Mg H4 Cl2 O2', ?",
    "Wat1, '', ?",
    "_1, '', ?",
    "Si2, 'not a formula', Si",
    "HO1, 'Qq2', ?"
  })
  void readsLabelsInTheLightOfTheFormula(String label, String formula, String expected) {
    CifException e =
        CifFaultTest.faultOf(
            () ->
                assertThat(AtomSymbol.ofLabel(label, AtomSymbol.symbolsOf(formula)).element())
                    .hasToString(expected));
    assertThat(e == null).isEqualTo(!expected.equals("?"));
  }

  @Test
  void readsFormulas() {
    assertThat(AtomSymbol.symbolsOf("Cl2 H4 Mg1.5 O2")).containsOnly("Cl", "H", "Mg", "O");
    assertThat(AtomSymbol.symbolsOf("MgCl2D4")).containsOnly("Cl", "D", "Mg");
    assertThat(AtomSymbol.symbolsOf("(H2 O)4")).isEmpty();
  }
}
