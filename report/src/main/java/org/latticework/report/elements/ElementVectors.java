package org.latticework.report.elements;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.latticework.featurizer.crystal.Element;

/**
 * The vectors that a model has of elements: only those that were in its training where it says
 * which, since learned vectors of others are what they were at random.
 *
 * @param model its name
 * @param elements n of them, each once, in any order
 * @param vectors n, each of d numbers, in the order of the elements
 * @param origin where they come from
 */
public record ElementVectors(
    String model, List<Element> elements, List<List<Double>> vectors, Origin origin) {
  /** Where vectors come from. */
  public enum Origin {
    /** One was learned for each element, and the elements are those of the training. */
    LEARNED,
    /**
     * One was learned for each element; of all elements, since which were learned from is not told.
     */
    UNTOLD,
    /** A linear map was learned of features that were given of each element. */
    GIVEN
  }

  public ElementVectors {
    elements = List.copyOf(elements);
    vectors = vectors.stream().map(List::copyOf).toList();
    if (vectors.size() != elements.size()) {
      throw new IllegalArgumentException(
          "%s: %d elements need as many vectors, got %d"
              .formatted(model, elements.size(), vectors.size()));
    }
    Set<Element> seen = EnumSet.noneOf(Element.class);
    for (int k = 0; k < elements.size(); k++) {
      Element element = elements.get(k);
      if (!seen.add(element)) {
        throw new IllegalArgumentException(
            "%s: %s has two vectors".formatted(model, element.symbol()));
      }
      requireVector(model, element, vectors.get(k), vectors.get(0).size());
    }
  }

  private static void requireVector(
      String model, Element element, List<Double> vector, int length) {
    if (vector.isEmpty() || vector.size() != length) {
      throw new IllegalArgumentException(
          "%s: vectors have one length, at least 1; that of %s has %d, the first %d"
              .formatted(model, element.symbol(), vector.size(), length));
    }
    if (!vector.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "%s: the vector of %s has numbers that are not finite"
              .formatted(model, element.symbol()));
    }
  }
}
