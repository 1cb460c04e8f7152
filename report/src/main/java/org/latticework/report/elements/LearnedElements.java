package org.latticework.report.elements;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latticework.featurizer.crystal.Element;

/** Elements in the order of their atomic numbers, and how far their vectors are apart. */
final class LearnedElements {
  private static final PermutationTest TEST = new PermutationTest(9_999, 118);

  private final List<Element> elements;
  private final double[][] units; // n × d, of length 1
  private final Distances cosine;
  private final Map<ElementFamily, FamilyCloseness> byAngle;
  private final Map<ElementFamily, FamilyCloseness> byLength;

  LearnedElements(ElementVectors learned) {
    List<Integer> order =
        IntStream.range(0, learned.elements().size())
            .boxed()
            .sorted(Comparator.comparing(learned.elements()::get))
            .toList();
    elements = order.stream().map(learned.elements()::get).toList();
    double[][] vectors =
        order.stream()
            .map(k -> learned.vectors().get(k).stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    units = Distances.units(vectors);
    cosine = Distances.cosine(vectors);
    byAngle = closeness(cosine);
    byLength = closeness(Distances.euclidean(vectors));
  }

  int size() {
    return elements.size();
  }

  Element element(int i) {
    return elements.get(i);
  }

  Distances cosine() {
    return cosine;
  }

  /** Returns the places of a t-SNE of vectors of length 1, whose |a − b|² is 2 (1 − cos). */
  double[][] places(TSne map) {
    return map.place(units, PrincipalStart.of(units));
  }

  /** Returns KL(P‖Q) of places, nats. */
  double divergence(TSne map, double[][] places) {
    return TSne.divergence(map.joint(units), places);
  }

  /** Returns how near a family is by the angle of vectors; nothing of fewer than two, or of all. */
  Optional<FamilyCloseness> byAngle(ElementFamily family) {
    return Optional.ofNullable(byAngle.get(family));
  }

  /** Returns how near a family is by |a − b|; nothing of fewer than two, or of all. */
  Optional<FamilyCloseness> byLength(ElementFamily family) {
    return Optional.ofNullable(byLength.get(family));
  }

  /** Returns the family of all elements; empty where they are of several. */
  Optional<ElementFamily> onlyFamily() {
    List<ElementFamily> families = elements.stream().map(ElementFamily::of).distinct().toList();
    return families.size() == 1 ? Optional.of(families.get(0)) : Optional.empty();
  }

  private Map<ElementFamily, FamilyCloseness> closeness(Distances distances) {
    Map<ElementFamily, FamilyCloseness> closeness = new EnumMap<>(ElementFamily.class);
    for (ElementFamily family : ElementFamily.values()) {
      int[] members = members(family);
      if (members.length >= 2 && members.length < size()) {
        closeness.put(family, FamilyCloseness.of(family, members, distances, TEST));
      }
    }
    return closeness;
  }

  private int[] members(ElementFamily family) {
    return IntStream.range(0, elements.size())
        .filter(i -> ElementFamily.of(elements.get(i)) == family)
        .toArray();
  }

  private int[] families() {
    return elements.stream()
        .mapToInt(element -> List.of(ElementFamily.values()).indexOf(ElementFamily.of(element)))
        .toArray();
  }

  private int[] nearest() {
    return IntStream.range(0, elements.size()).map(i -> cosine.nearest(i, 1).get(0)).toArray();
  }

  /** Returns how many elements have one of their own family as the nearest. */
  int nearestOfOwnFamily() {
    return PermutationTest.matches(families(), nearest());
  }

  /** Returns p of as many, if families were dealt at random. */
  double chanceOfNearest() {
    return TEST.pOfMatches(families(), nearest());
  }

  /** Returns how many would if the nearest were any other with the same chance. */
  double nearestOfOwnFamilyByChance() {
    return Stream.of(ElementFamily.values())
        .mapToDouble(family -> members(family).length)
        .map(m -> m * (m - 1) / (elements.size() - 1))
        .sum();
  }
}
