package org.latticework.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.drawing.PngDrawing;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.latticework.report.judged.Certainty;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.MadeUp;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

class JudgedSectionsTest {
  private static SvgDrawing drawing;

  @BeforeAll
  static void begin() {
    drawing = new SvgDrawing();
  }

  @AfterAll
  static void end() {
    drawing.close();
  }

  private static ReportPage page(List<JudgedColumn> columns) {
    ReportPage page = new ReportPage("How right it is", "");
    JudgedSections.of(columns).forEach(page::add);
    assertThat(page.html()).contains("How right it is");
    return page;
  }

  private static void draw(List<JudgedColumn> columns, int figures) {
    List<Figure> drawn = page(columns).figures();
    assertThat(drawn).hasSize(figures);
    for (Figure figure : drawn) {
      assertThat(drawing.svg(figure)).as(figure.id()).startsWith("<svg").doesNotContain("NaN");
      assertThat(figure.caption()).as(figure.id()).doesNotContain("NaN").endsWith(".");
    }
  }

  private static List<String> words(Section section) {
    return section.parts(Words.class).stream().map(Words::text).toList();
  }

  @Test
  void drawsModelsOfNumbersAndOfClasses() {
    draw(
        List.of(MadeUp.column(MadeUp.many(300, 1)), MadeUp.classes(MadeUp.manyOfClass(300, 2))),
        13 + 4);
  }

  @Test
  void drawsModelsSideBySide() {
    List<Judgment> judgments = MadeUp.many(300, 1);
    JudgedColumn large =
        new JudgedColumn("large", "band_gap", "eV", false, MadeUp.LEVEL, judgments);
    List<Section> sections = JudgedSections.of(List.of(MadeUp.column(judgments), large));
    assertThat(sections)
        .extracting(Section::title)
        .containsExactly(
            "Models of band_gap",
            "How right it is: band_gap by small",
            "How right it is: band_gap by large");
    assertThat(drawing.svg(sections.get(0).figures().get(0))).contains("large", "small");
    assertThat(page(List.of(MadeUp.column(judgments), large)).figures()).hasSize(1 + 2 * 13);
  }

  @Test
  void drawsASingleCrystal() {
    draw(List.of(MadeUp.column(MadeUp.pairs(1, 1.5))), 6);
    draw(List.of(MadeUp.column(MadeUp.pairs(0, 0))), 6);
    draw(List.of(MadeUp.classes(MadeUp.pairs(1, 0.5))), 2);
  }

  @Test
  void drawsConstantTargetsAndPredictions() {
    List<Judgment> constant =
        MadeUp.many(60, 3).stream()
            .map(
                it ->
                    new Judgment(
                        it.crystal(), it.fold(), 1, 1, new Certainty(0, 1, 1), it.distance()))
            .toList();
    draw(List.of(MadeUp.column(constant)), 12);
  }

  @Test
  void drawsSixThousandCrystals() {
    List<Judgment> test =
        MadeUp.many(6000, 4).stream()
            .map(
                it ->
                    new Judgment(
                        it.crystal(),
                        "test",
                        it.target(),
                        it.prediction(),
                        it.certainty(),
                        it.distance()))
            .toList();
    draw(List.of(MadeUp.column(test)), 11);
  }

  @Test
  void aDrawingOfThousandsOfCrystalsBecomesAnImage() {
    List<Judgment> validation =
        MadeUp.many(2500, 5).stream()
            .map(it -> MadeUp.judgment(it.crystal().id(), "test", it.target(), it.prediction()))
            .toList();
    Figure parity = page(List.of(MadeUp.column(validation))).figures().get(0);
    assertThat(PngDrawing.png(drawing.svg(parity))).hasSizeGreaterThan(10_000);
  }

  @Test
  void namesOfAllKindsAreText() {
    String id = "<b>\"x\"</b>".repeat(30);
    Crystal crystal = new Crystal(id, "Na\"<Cl>'${fold}", List.of(Element.Na), 2, 225);
    JudgedColumn column =
        new JudgedColumn(
            "<model>",
            "a<b>\"c\"",
            "<eV>",
            false,
            Double.NaN,
            List.of(new Judgment(crystal, "test", 1, 2, Certainty.NONE, Double.NaN)));
    draw(List.of(column), 6);
    assertThat(page(List.of(column)).html()).doesNotContain("<b>", "<model>", "<Cl>", "<eV>");
  }

  @Test
  void saysWhatIsNotJudged() {
    Judgment unknown = MadeUp.judgment("a", "test", Double.NaN, 1);
    List<Section> none = JudgedSections.of(List.of(MadeUp.column(List.of(unknown))));
    assertThat(words(none.get(0)))
        .anyMatch(text -> text.startsWith("No crystal has both"))
        .anyMatch(text -> text.startsWith("1 crystal of the test fold has no target"));
    assertThat(none.get(0).figures()).isEmpty();
    assertThat(JudgedSections.of(List.of(MadeUp.column(List.of())))).hasSize(1);
    assertThat(JudgedSections.of(List.of())).isEmpty();
  }

  @Test
  void warnsWhereOnlyTrainingIsJudged() {
    Judgment learned = MadeUp.judgment("a", "train", 1, 1);
    Section section = JudgedSections.of(List.of(MadeUp.column(List.of(learned)))).get(0);
    assertThat(section.parts().get(0)).isInstanceOf(Words.class);
    assertThat(((Words) section.parts().get(0)).warning()).isTrue();
    assertThat(words(section).get(0)).contains("does not say how good the model is");
  }

  @Test
  void aPageOfTwentyThousandCrystalsIsBelowSixMegabytes() {
    assertThat(page(List.of(MadeUp.column(MadeUp.many(20_000, 6)))).html())
        .hasSizeLessThan(6_000_000);
  }
}
