package org.latticework.report.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticework.report.page.SectionReading.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.elements.ElementVectors.Origin;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;

class ElementSectionsTest {
  private static final List<ElementFamily> FAMILIES = List.of(ElementFamily.values());

  /** Vectors of the first elements, at random; those of a family share what is added. */
  private static ElementVectors vectors(int elements, double families, long seed) {
    Random random = new Random(seed);
    List<Element> which = Arrays.asList(Element.values()).subList(0, elements);
    List<List<Double>> vectors = new ArrayList<>();
    for (Element element : which) {
      List<Double> vector = new ArrayList<>();
      for (int k = 0; k < 16; k++) {
        boolean own = k == FAMILIES.indexOf(ElementFamily.of(element));
        vector.add(random.nextGaussian() + (own ? families : 0));
      }
      vectors.add(vector);
    }
    return new ElementVectors("m", which, vectors, Origin.LEARNED);
  }

  @Test
  void seesFamiliesThatStandTogether() {
    Section section = ElementSections.of(vectors(90, 6, 1));
    assertThat(words(section))
        .contains("In m this is seen: distances within alkali metals are 0.")
        .contains("Euclidean distances say the same.");
    assertThat(section.figures().get(0).caption())
        .contains("90 elements", "perplexity 15.0", "by chance it would be");
    assertThat(section.parts(Facts.class).get(0).table().rows()).hasSize(10);
    assertThat(section.parts(Facts.class).get(1).table().rows()).hasSize(90);
  }

  @Test
  void seesNoneInRandomVectors() {
    assertThat(words(ElementSections.of(vectors(90, 0, 2)))).contains("this is not seen:");
  }

  @Test
  void saysOfWhichFamiliesThereAreTooFewElements() {
    String words = words(ElementSections.of(vectors(12, 6, 3))); // to magnesium
    assertThat(words)
        .contains(
            "Fewer than two of these elements are halogens, transition metals or lanthanides, so"
                + " nothing can be said of them.");
  }

  @Test
  void comparesNoFamilyWithOthersWhereThereAreNone() {
    ElementVectors all = vectors(90, 6, 1);
    List<Integer> lanthanides =
        IntStream.range(0, 90)
            .filter(k -> ElementFamily.of(all.elements().get(k)) == ElementFamily.LANTHANIDES)
            .boxed()
            .toList();
    Section section =
        ElementSections.of(
            new ElementVectors(
                "m",
                lanthanides.stream().map(all.elements()::get).toList(),
                lanthanides.stream().map(all.vectors()::get).toList(),
                Origin.LEARNED));
    assertThat(words(section))
        .endsWith(
            "In m this is not to be judged. All elements are lanthanides, and there are no others"
                + " to compare with.")
        .doesNotContain("NaN", "Fewer than two");
    assertThat(section.parts(Facts.class)).hasSize(1); // the nearest; no table of families
  }

  /** What is given says which elements are alike: to find it again is no discovery. */
  @Test
  void judgesNoVectorsThatAreMapsOfGivenFeatures() {
    ElementVectors learned = vectors(90, 6, 1);
    ElementVectors given =
        new ElementVectors("m", learned.elements(), learned.vectors(), Origin.GIVEN);
    assertThat(words(ElementSections.of(given)))
        .contains("with a learned linear map of the features that were given of it")
        .doesNotContain("Textbooks", "one learned vector");
    assertThat(words(ElementSections.of(learned))).contains("Those of the 90 elements of its");
  }

  @Test
  void saysThatTheElementsOfATrainingAreNotKnown() {
    ElementVectors learned = vectors(90, 6, 1);
    ElementVectors all =
        new ElementVectors("m", learned.elements(), learned.vectors(), Origin.UNTOLD);
    assertThat(words(ElementSections.of(all)))
        .contains("Those of all 90 elements that it knows are compared")
        .doesNotContain("elements of its training are");
  }

  @Test
  void drawsNoMapOfThreeElements() {
    Section section = ElementSections.of(vectors(3, 0, 4));
    assertThat(words(section)).isEqualTo("m has vectors of 3 elements: a map needs 4 at least.");
    assertThat(section.figures()).isEmpty();
    assertThat(words(ElementSections.of(vectors(0, 0, 4)))).contains("vectors of 0 elements");
  }

  @Test
  void dependsNotOnTheOrderOfTheElements() {
    ElementVectors some = vectors(20, 1, 5);
    List<Element> elements = new ArrayList<>(some.elements());
    List<List<Double>> vectors = new ArrayList<>(some.vectors());
    Collections.reverse(elements);
    Collections.reverse(vectors);
    Section reversed =
        ElementSections.of(new ElementVectors("m", elements, vectors, Origin.LEARNED));
    Section section = ElementSections.of(some);
    assertThat(words(reversed)).isEqualTo(words(section));
    assertThat(reversed.figures().get(0).csv()).isEqualTo(section.figures().get(0).csv());
  }

  @Test
  void drawsTheMap() {
    Figure map = ElementSections.of(vectors(90, 3, 6)).figures().get(0);
    try (SvgDrawing drawing = new SvgDrawing()) {
      assertThat(drawing.svg(map))
          .contains(">Th<", ">Cl<", "post-transition metals", "noble gases")
          .doesNotContain("NaN");
    }
  }

  @Test
  void refusesVectorsThatAreNone() {
    assertThatThrownBy(
            () ->
                new ElementVectors(
                    "m", List.of(Element.H), List.of(List.of(1.0), List.of(2.0)), Origin.LEARNED))
        .hasMessage("m: 1 elements need as many vectors, got 2");
    assertThatThrownBy(
            () ->
                new ElementVectors(
                    "m",
                    List.of(Element.H, Element.O),
                    List.of(List.of(1.0), List.of(2.0, 3.0)),
                    Origin.LEARNED))
        .hasMessageContaining("that of O has 2, the first 1");
    assertThatThrownBy(
            () ->
                new ElementVectors(
                    "m", List.of(Element.H), List.of(List.of(Double.NaN)), Origin.LEARNED))
        .hasMessageContaining("the vector of H has numbers that are not finite");
    assertThatThrownBy(
            () ->
                new ElementVectors(
                    "m",
                    List.of(Element.H, Element.H),
                    List.of(List.of(1.0), List.of(1.0)),
                    Origin.LEARNED))
        .hasMessageContaining("H has two vectors");
  }
}
