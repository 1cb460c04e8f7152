package org.latticework.report.elements;

import java.util.List;
import org.latticework.featurizer.crystal.Element;

/**
 * What a network has made of the elements.
 *
 * @param model its name
 * @param elements that were learned from, in the order of their atomic numbers
 * @param vectors of each element d numbers
 */
public record ElementVectors(String model, List<Element> elements, List<List<Double>> vectors) {
  public ElementVectors {
    elements = List.copyOf(elements);
    vectors = vectors.stream().map(List::copyOf).toList();
    if (elements.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "%s: need a vector for each of %d elements, got %d"
              .formatted(model, elements.size(), vectors.size()));
    }
  }
}
