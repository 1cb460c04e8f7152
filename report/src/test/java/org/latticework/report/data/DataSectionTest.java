package org.latticework.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

public class DataSectionTest {
  /** Four crystals: two of silicon, a salt without a gap, one without a space group. */
  public static DataFacts facts() {
    return new DataFacts(
        4,
        "The tables as they are now.",
        List.of(new Count("materials", 3)),
        List.of(new Release("2026-01-01", 3, "2025-12-31 23:59"), new Release("2026-02-01", 4, "")),
        List.of(new Count("g-1: 8 Å", 4)),
        List.of(new Count("MALFORMED_JSON", 3), new Count("ISOLATED_SITE", 1)),
        List.of(
            new Spread(
                "band_gap",
                "Band gap, eV",
                3,
                1,
                new Quantiles(0, 0, 0.5, 2, 2),
                List.of(new Bin(0, 1, 2), new Bin(1, 2, 1))),
            new Spread("efermi", "Fermi energy, eV", 0, 4, Quantiles.NONE, List.of())),
        List.of(new Count("1", 1), new Count("2", 0), new Count("3–4", 3)),
        List.of(new Count("1", 3), new Count("2", 1)),
        List.of(new Count("2", 1), new Count("225", 1), new Count("227", 1)));
  }

  @Test
  void saysWhatThereIs() {
    Section section = DataSection.of(facts());
    assertThat(section.parts().get(0))
        .isEqualTo(Words.of("4 materials, 4 graphs, 4 rejections. The tables as they are now."));
    assertThat(section.figures())
        .extracting(Figure::id)
        .containsExactly(
            "data-rejections",
            "data-band-gap",
            "data-atoms",
            "data-elements",
            "data-space-groups",
            "data-crystal-systems");
    assertThat(section.figures())
        .extracting(Figure::caption)
        .containsExactly(
            "4 rejections; the most frequent reason is MALFORMED_JSON, of 75.0 %.",
            "3 values from 0 to 2; median 0.5, eight in ten from 0 to 2. 1 crystal has none.",
            "Most frequent: 3–4 (75.0 % of 4 crystals). From 1 to 3–4.",
            "Most frequent: 1 (75.0 % of 4 crystals). From 1 to 2.",
            "3 of 230 space groups occur. Most frequent: 2 (33.3 %), 225 (33.3 %), 227 (33.3 %). The source gives none for 1 crystal.",
            "triclinic 33.3 %, monoclinic 0.0 %, orthorhombic 0.0 %, tetragonal 0.0 %, trigonal 0.0 %, hexagonal 0.0 %, cubic 66.7 %.");
  }

  @Test
  void drawsTheCountsAsTheyAre() {
    List<Figure> figures = DataSection.of(facts()).figures();
    assertThat(figures.get(0).table().rows())
        .containsExactly(List.of("MALFORMED_JSON", 3L), List.of("ISOLATED_SITE", 1L));
    assertThat(figures.get(1).table().rows())
        .containsExactly(List.of(0.0, 1.0, 2L), List.of(1.0, 2.0, 1L));
    assertThat(figures.get(2).table().rows())
        .containsExactly(List.of("1", 1L, 0.25), List.of("2", 0L, 0.0), List.of("3–4", 3L, 0.75));
    assertThat(figures.get(4).table().rows().get(1))
        .containsExactly(225, "cubic", 1L, 224.5, 225.5);
  }

  @Test
  void showsTheLastOfManyReleases() {
    List<Release> many = IntStream.range(0, 30).mapToObj(k -> new Release("r" + k, k, "")).toList();
    DataFacts facts =
        new DataFacts(
            0, "Now.", List.of(), many, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    Section section = DataSection.of(facts);
    Facts table = (Facts) section.parts().get(1);
    assertThat(table.caption()).isEqualTo("The last 20 of 30 releases");
    assertThat(table.table().rows()).hasSize(20).last().isEqualTo(List.of("r29", 29L, ""));
    assertThat(section.figures()).isEmpty();
  }

  @Test
  void leavesNamesInertThatAreMarkup() {
    String script = "<script>alert(1)</script>";
    DataFacts facts =
        new DataFacts(
            1,
            script,
            List.of(),
            List.of(new Release(script, 1, script)),
            List.of(new Count(script, 1)),
            List.of(new Count(script, 1)),
            List.of(
                new Spread(
                    script,
                    script,
                    1,
                    0,
                    new Quantiles(1, 1, 1, 1, 1),
                    List.of(new Bin(0.5, 1.5, 1)))),
            List.of(new Count("1", 1)),
            List.of(new Count("1", 1)),
            List.of());
    assertThat(new ReportPage("t", "").add(DataSection.of(facts)).html()).doesNotContain(script);
  }

  @Test
  void saysOfAConstantWhatItIsAndOfBinsThatTheyHoldMore() {
    Spread constant =
        new Spread("x", "X", 2, 0, new Quantiles(3, 3, 3, 3, 3), List.of(new Bin(2.5, 3.5, 2)));
    Spread fringed =
        new Spread(
            "y",
            "Y",
            1000,
            0,
            new Quantiles(-50, 1, 2, 3, 4),
            List.of(new Bin(0, 2, 500), new Bin(2, 4, 500)));
    assertThat(SpreadFigures.of(List.of(constant, fringed), "data"))
        .extracting(Figure::caption)
        .containsExactly(
            "2 values, all 3.",
            "1,000 values from −50 to 4; median 2, eight in ten from 1 to 3. The outermost bars also hold what lies beyond them.");
  }
}
