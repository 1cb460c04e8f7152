package org.latticework.report.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.report.data.Bin;
import org.latticework.report.data.Count;
import org.latticework.report.data.Quantiles;
import org.latticework.report.data.Spread;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

public class SplitSectionTest {
  private static final Spread NEAREST =
      new Spread(
          "distance",
          "Distance, Å",
          3,
          1,
          new Quantiles(0.1, 0.1, 0.2, 0.4, 0.4),
          List.of(new Bin(0.1, 0.25, 2), new Bin(0.25, 0.4, 1)));

  private static List<Count> folds(long test) {
    return List.of(new Count("train", 8), new Count("validation", 4), new Count("test", test));
  }

  /** Sixteen crystals. */
  public static SplitFacts facts() {
    return new SplitFacts(
        "strict",
        "composition",
        folds(4),
        "The tables as they are now.",
        List.of(new Leak("composition", 9, 0, 0, 4), new Leak("prototype", 5, 2, 3, 4)),
        NEAREST,
        List.of(new Count("Kr", 2), new Count("Xe", 1)));
  }

  /** A split of which nothing is known. */
  public static SplitFacts empty() {
    return new SplitFacts(
        "gone",
        "",
        List.of(new Count("train", 0), new Count("validation", 0), new Count("test", 0)),
        "",
        List.of(),
        new Spread("distance", "Distance, Å", 0, 0, Quantiles.NONE, List.of()),
        List.of());
  }

  @Test
  void saysHowMuchTrainingKnowsOfTheTest() {
    Section section = SplitSection.of(facts());
    assertThat(section.parts())
        .contains(
            Words.of("strict, decided by composition. The tables as they are now."),
            Words.of(
                "Of 1 test crystal (25.0 %), training has no crystal of the same elements."
                    + " Elements that no training crystal has: Kr (2 crystals), Xe (1 crystal)."));
    Facts folds = (Facts) section.parts().get(1);
    assertThat(folds.table().rows())
        .containsExactly(
            List.of("train", 8L, "50.0 %"),
            List.of("validation", 4L, "25.0 %"),
            List.of("test", 4L, "25.0 %"));
    assertThat(section.figures())
        .extracting(Figure::caption)
        .containsExactly(
            "Test crystals that share it with a training crystal: composition 0.0 %, prototype 75.0 %.",
            "3 values from 0.1 to 0.4; median 0.2, eight in ten from 0.1 to 0.4. 1 crystal has none.");
    assertThat(section.figures().get(0).table().rows())
        .containsExactly(
            List.of("composition", 9L, 0L, 0L, 4L, 0.0),
            List.of("prototype", 5L, 2L, 3L, 4L, 0.75));
  }

  @Test
  void warnsWhereLeakageIsOfAnotherStateOfTheSplit() {
    SplitFacts of = facts();
    SplitFacts grown =
        new SplitFacts(
            of.name(),
            of.strategy(),
            folds(5),
            of.state(),
            of.leaks(),
            of.nearest(),
            of.newElements());
    assertThat(SplitSection.of(grown).parts())
        .contains(
            Words.warning(
                "Leakage was measured on another state of the split: its test fold had 4 crystals then, and has 5 here."));
  }

  @Test
  void warnsWhereNothingIsKnown() {
    Section section = SplitSection.of(empty());
    assertThat(section.parts().get(0)).isEqualTo(Words.of("gone."));
    assertThat(section.parts())
        .filteredOn(part -> part instanceof Words words && words.warning())
        .hasSize(2);
    assertThat(section.figures()).isEmpty();
  }
}
