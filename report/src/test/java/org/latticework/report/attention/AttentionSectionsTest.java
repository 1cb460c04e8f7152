package org.latticework.report.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.report.page.SectionReading.words;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

class AttentionSectionsTest {
  private static final List<ElementAttention> OXIDES =
      List.of(
          new ElementAttention(Element.O, 30, 90, 0.75),
          new ElementAttention(Element.Ti, 20, 40, 1.5),
          new ElementAttention(Element.Eu, 1, 2, 3));

  private static List<Object> row(Figure figure, Element element) {
    return figure.table().rows().get(element.atomicNumber() - 1);
  }

  @Test
  void showsTheShareOfEachElementWhereItStands() {
    Section section = AttentionSections.of("Shown are 40 crystals.", OXIDES);
    assertThat(section.id()).isEqualTo("attention");
    assertThat(words(section))
        .contains("is 1 where all are read alike")
        .endsWith("Shown are 40 crystals.");
    Figure figure = section.figures().get(0);
    assertThat(row(figure, Element.O)).containsExactly("O", 90L, 30L, 0.75, 16, 2, "black");
    assertThat(row(figure, Element.Eu)).containsExactly("Eu", 2L, 1L, 3.0, 9, 9, "black");
    assertThat(row(figure, Element.Ti)).startsWith("Ti", 40L, 20L, 1.5, 4, 4);
    assertThat(row(figure, Element.H)).containsExactly("H", 0L, 0L, Double.NaN, 1, 1, "white");
  }

  /** Two atoms of europium set neither the colors nor the words. */
  @Test
  void namesTheLargestAndTheLeastOfFrequentElements() {
    Figure figure = AttentionSections.of("", OXIDES).figures().get(0);
    assertThat(figure.caption())
        .endsWith(
            "Of the elements with at least 20 atoms, the share is largest for Ti (1.5, 40 atoms)"
                + " and least for O (0.75, 90 atoms).");
    assertThat(figure.spec().at("/layer/1/encoding/color/scale/domain/1").asDouble())
        .isEqualTo(1.5);
    assertThat(AttentionSections.of("", OXIDES.subList(2, 3)).figures().get(0).caption())
        .endsWith("No element has 20 atoms.");
  }

  @Test
  void saysWhyItIsNotShown() {
    assertThat(AttentionSections.without("m", "It is NaN").parts())
        .containsExactly(Words.warning("The attention of m cannot be shown: It is NaN."));
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> new ElementAttention(Element.O, 1, 1, Double.NaN))
        .hasMessage("O: a share of attention is at least 0, got NaN");
    assertThatThrownBy(() -> new ElementAttention(Element.O, 2, 1, 1))
        .hasMessage("O: need crystals with an atom each, got 2 with 1");
  }

  @Test
  void canBeDrawn() {
    try (SvgDrawing drawing = new SvgDrawing()) {
      for (Figure figure : AttentionSections.of("", OXIDES).figures()) {
        assertThat(drawing.svg(figure)).startsWith("<svg").contains("share of attention", ">Ti<");
      }
    }
  }
}
