package org.latticework.pipeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SplitOptionsTest {
  private static final FoldFractions FRACTIONS = new FoldFractions(0.1, 0.1);

  @Test
  void refusesANameThatIsNoFolder() {
    assertThatThrownBy(() -> SplitOptions.of("a/b", SplitStrategy.RANDOM, FRACTIONS, 0))
        .hasMessage("The name of a split has letters, digits, dot, dash and underscore, got 'a/b'");
  }

  @Test
  void wantsAFileForTheStrategyFileAndForNoOther() {
    assertThatThrownBy(() -> SplitOptions.of("a", SplitStrategy.FILE, FRACTIONS, 0))
        .hasMessageEndingWith("got file with no file");
    assertThatThrownBy(
            () ->
                new SplitOptions(
                    "a",
                    SplitStrategy.RANDOM,
                    FRACTIONS,
                    0,
                    Optional.of("x.csv"),
                    false,
                    Optional.empty()))
        .hasMessageEndingWith("got random with x.csv");
  }

  @Test
  void findsStrategiesByTheirWords() {
    assertThat(SplitStrategy.ofWord("chemical-system")).isEqualTo(SplitStrategy.CHEMICAL_SYSTEM);
    assertThatThrownBy(() -> SplitStrategy.ofWord("chance"))
        .hasMessage(
            "A split strategy is one of random, composition, chemical-system, file, got 'chance'");
  }
}
