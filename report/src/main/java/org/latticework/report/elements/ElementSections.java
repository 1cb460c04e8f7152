package org.latticework.report.elements;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticework.report.figure.Table;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/**
 * What a model learned of the elements, as a section of a page: their map, whether families stand
 * together, and the three nearest of each.
 */
public final class ElementSections {
  /** With fewer, a map shows nothing. */
  static final int FEWEST = 4;

  private ElementSections() {}

  /** Returns the section {@code elements}. */
  public static Section of(ElementVectors vectors) {
    Section section = new Section("elements", "What was learned of the elements");
    int n = vectors.elements().size();
    if (n < FEWEST) {
      return section.add(
          Words.of(
              "%s has vectors of %s: a map needs %d at least."
                  .formatted(vectors.model(), n == 1 ? "one element" : n + " elements", FEWEST)));
    }
    LearnedElements learned = new LearnedElements(vectors);
    section.add(
        Words.of(
            origin(vectors)
                + " The distance of two elements is 1 − cos of the angle between their vectors: 0 of"
                + " one direction, 1 of right angles."));
    if (vectors.origin() != ElementVectors.Origin.GIVEN) {
      section.add(Words.of(new TextbookFamilies(vectors.model(), learned).words()));
    }
    section.draw(ElementMap.figure(learned));
    Facts families = families(learned);
    if (!families.table().rows().isEmpty()) {
      section.add(families);
    }
    return section.add(nearest(learned));
  }

  private static String origin(ElementVectors vectors) {
    int n = vectors.elements().size();
    int length = vectors.vectors().get(0).size();
    String each =
        "%s begins with one learned vector of %d numbers for each element."
            .formatted(vectors.model(), length);
    return switch (vectors.origin()) {
      case LEARNED ->
          each + " Those of the %d elements of its training are compared here.".formatted(n);
      case UNTOLD ->
          each
              + (" Those of all %d elements that it knows are compared here: which of them it has"
                      + " learned from is not told.")
                  .formatted(n);
      case GIVEN ->
          ("%s begins each element with a learned linear map of the features that were given of it"
                  + " to %d numbers. The maps of %d elements are compared here. Families that stand"
                  + " together may do so in the given features already, so this is no test of what"
                  + " was learned.")
              .formatted(vectors.model(), length, n);
    };
  }

  private static Facts families(LearnedElements learned) {
    Table table =
        new Table(
            "family",
            "elements",
            "mean distance within",
            "mean distance to others",
            "ratio",
            "p",
            "ratio (Euclidean)",
            "p (Euclidean)");
    for (ElementFamily family : ElementFamily.values()) {
      Optional<FamilyCloseness> byAngle = learned.byAngle(family);
      Optional<FamilyCloseness> byLength = learned.byLength(family);
      if (byAngle.isPresent() && byLength.isPresent()) {
        FamilyCloseness angle = byAngle.get();
        table.row(
            family.words(),
            (long) angle.elements(),
            angle.within(),
            angle.toOthers(),
            angle.ratio(),
            angle.p(),
            byLength.get().ratio(),
            byLength.get().p());
      }
    }
    return new Facts(
        "Families of at least two elements: p is the share of 9,999 random groups of as many"
            + " elements that are as near to each other; a ratio below 1 says that a family stands"
            + " together",
        table);
  }

  private static Facts nearest(LearnedElements learned) {
    Table table = new Table("element", "family", "nearest", "second", "third");
    for (int i = 0; i < learned.size(); i++) {
      List<String> near = ElementMap.nearest(learned, i);
      table.row(
          Stream.concat(
                  Stream.of(
                      learned.element(i).symbol(), ElementFamily.of(learned.element(i)).words()),
                  near.stream())
              .toArray());
    }
    return new Facts(
        "The three nearest elements of each, with the cosine of the angle between their vectors",
        table);
  }
}
