package org.latticework.report.elements;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;

/** The map of elements: each symbol where t-SNE places its vector. */
final class ElementMap {
  private ElementMap() {}

  static Figure figure(LearnedElements learned) {
    TSne map = TSne.of(learned.size());
    double[][] places = learned.places(map);
    Table table = new Table("element", "number", "family", "x", "y", "nearest");
    for (int i = 0; i < learned.size(); i++) {
      Element element = learned.element(i);
      table.row(
          element.symbol(),
          (long) element.atomicNumber(),
          ElementFamily.of(element).words(),
          places[i][0],
          places[i][1],
          String.join(", ", nearest(learned, i)));
    }
    return new Figure(
        "element-map",
        "Map of the elements",
        caption(learned, map, places),
        FigureTemplate.of("element-map").fill(Map.of()),
        Map.of("elements", table));
  }

  /** Returns the symbols of the three nearest, with the cosine of each. */
  static List<String> nearest(LearnedElements learned, int i) {
    return learned.cosine().nearest(i, 3).stream()
        .map(
            j ->
                "%s %s"
                    .formatted(
                        learned.element(j).symbol(), two(1 - learned.cosine().between(i, j))))
        .toList();
  }

  private static String caption(LearnedElements learned, TSne map, double[][] places) {
    return String.format(
        Locale.ROOT,
        "%d elements, placed by t-SNE (perplexity %.3g, KL divergence %.2f) so that those whose"
            + " vectors have similar directions stand together. The axes and the distance between"
            + " far clusters mean nothing. %d of them have an element of their own family as the"
            + " nearest; by chance it would be %.1f (p %.4f).",
        learned.size(),
        map.perplexity(),
        learned.divergence(map, places),
        learned.nearestOfOwnFamily(),
        learned.nearestOfOwnFamilyByChance(),
        learned.chanceOfNearest());
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
