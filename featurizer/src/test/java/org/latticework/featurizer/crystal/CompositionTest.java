package org.latticework.featurizer.crystal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CompositionTest {
  @Test
  void reducesTheFormulaOfAnyCell() {
    assertThat(Composition.of(new int[] {22, 8, 8}).reducedFormula()).isEqualTo("O2 Ti");
    assertThat(Composition.of(new int[] {8, 22, 8, 8, 22, 8}).reducedFormula()).isEqualTo("O2 Ti");
    assertThat(Composition.of(new int[] {14, 14}).reducedFormula()).isEqualTo("Si");
    assertThat(Composition.of(new int[] {26, 26, 8, 8, 8}).reducedFormula()).isEqualTo("Fe2 O3");
  }

  @Test
  void namesTheChemicalSystem() {
    assertThat(Composition.of(new int[] {22, 8, 56, 8, 8}).chemicalSystem()).isEqualTo("Ba-O-Ti");
  }

  @Test
  void namesTheAnonymousFormulaWithTheRarestFirst() {
    assertThat(Composition.of(new int[] {22, 8, 8}).anonymousFormula()).isEqualTo("A B2");
    assertThat(Composition.of(new int[] {9, 9, 20}).anonymousFormula()).isEqualTo("A B2");
    assertThat(Composition.of(new int[] {56, 22, 8, 8, 8}).anonymousFormula()).isEqualTo("A B C3");
    assertThat(Composition.of(new int[] {14, 14}).anonymousFormula()).isEqualTo("A");
  }

  @Test
  void countsAtomsOfTheCell() {
    assertThat(Composition.of(new int[] {8, 22, 8, 8, 22, 8}).counts())
        .containsExactly(Map.entry("O", 4), Map.entry("Ti", 2));
  }
}
