package org.latticework.report.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.report.page.SectionReading.table;
import static org.latticework.report.page.SectionReading.words;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

class FilterSectionsTest {
  private static final double ROUNDING = 1e-12;

  /** Channels −r, 0 and 2 r in the first block; a constant in the others. */
  private static List<FilterPoint> points(int blocks) {
    List<FilterPoint> points = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      for (int k = 4; k <= 10; k++) {
        double r = k / 2.0;
        double[] channels = block == 1 ? new double[] {2 * r, -r, 0} : new double[] {0.5};
        points.add(FilterPoint.of(block, r, channels));
      }
    }
    return points;
  }

  /** Quantiles as numpy.quantile gives them. */
  @Test
  void sumsUpChannelsAsComputedElsewhere() {
    FilterPoint point = FilterPoint.of(1, 2, new double[] {3, -1, 0.5, 0.25, -2, 7});
    assertThat(point.strength()).isCloseTo(Math.sqrt(63.3125 / 6), within(ROUNDING));
    assertThat(point.low()).isCloseTo(-1.5, within(ROUNDING));
    assertThat(point.median()).isCloseTo(0.375, within(ROUNDING));
    assertThat(point.high()).isCloseTo(5, within(ROUNDING));
    FilterPoint one = FilterPoint.of(1, 2, new double[] {-4});
    assertThat(one).isEqualTo(new FilterPoint(1, 2, 4, -4, -4, -4));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> FilterPoint.of(3, 2.5, new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The filter of block 3 at 2.5 Å has numbers that are not finite");
  }

  @Test
  void tellsWhereFiltersAreStrongAndHowFarChannelsDiffer() {
    Section section = FilterSections.of("Shown from 2 Å on.", points(2));
    assertThat(section.id()).isEqualTo("filters");
    assertThat(words(section)).endsWith("tells shells of neighbors apart. Shown from 2 Å on.");
    Figure strengths = section.figures().get(0);
    // √(5/3) r at 5 Å.
    assertThat(strengths.caption())
        .endsWith(
            "Block 1: most at 5 Å, 6.455; 6.455 at 5 Å. Block 2: most at 2 Å, 0.5; 0.5 at 5 Å.");
    assertThat(strengths.table().rows()).hasSize(14);
    assertThat(section.figures().get(1).caption())
        .startsWith("All blocks. ")
        .contains("Block 1: widest at 5 Å, from −4 to 8."); // −r + 0.2 r, and 0.8 · 2 r
    List<Object> first = table(section, "Filters of each block").table().rows().get(0);
    assertThat((double) first.get(3)).isCloseTo(2 * Math.sqrt(5.0 / 3), within(ROUNDING));
  }

  @Test
  void drawsTwelvePanelsAtMost() {
    Figure channels = FilterSections.of("", points(14)).figures().get(1);
    assertThat(channels.caption()).startsWith("The first 12 blocks. ");
    assertThat(channels.table().rows()).hasSize(12 * 7);
  }

  @Test
  void saysWhyThereAreNoFilters() {
    assertThat(FilterSections.without("m", "They are NaN").parts())
        .containsExactly(Words.warning("The filters of m cannot be shown: They are NaN."));
  }

  @Test
  void canBeDrawn() {
    try (SvgDrawing drawing = new SvgDrawing()) {
      for (Figure figure : FilterSections.of("", points(3)).figures()) {
        assertThat(drawing.svg(figure))
            .as(figure.id())
            .startsWith("<svg")
            .contains("distance, Å")
            .doesNotContain("NaN");
      }
    }
  }
}
