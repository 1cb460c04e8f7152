package org.latticework.report.accuracy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.figure.ElementPlace;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.Subject;

/** Mean absolute errors of the crystals that have an element in them, on the periodic table. */
final class ElementErrors {
  private static final int FEWEST = 5; // crystals for an element to count in the range of colors
  private static final double BRIGHT = 0.45; // above this part of the colors' range text is black

  private final Map<Element, List<Judgment>> judgments = new EnumMap<>(Element.class);
  private final double most; // where the range of colors ends

  private ElementErrors(JudgedFold fold) {
    for (Judgment judgment : fold.judgments()) {
      for (Element element : judgment.crystal().elements()) {
        judgments.computeIfAbsent(element, unused -> new ArrayList<>()).add(judgment);
      }
    }
    double frequent =
        judgments.values().stream()
            .filter(each -> each.size() >= FEWEST)
            .mapToDouble(ElementErrors::mae)
            .max()
            .orElse(0);
    double any = judgments.values().stream().mapToDouble(ElementErrors::mae).max().orElse(0);
    double found = frequent > 0 ? frequent : any;
    most = found > 0 ? found : 1;
  }

  static Figure of(Subject subject) {
    ElementErrors errors = new ElementErrors(subject.fold());
    ObjectNode spec =
        (ObjectNode)
            FigureTemplate.of("elements")
                .fill(
                    Map.of(
                        "value",
                        "mae",
                        "title",
                        subject.axis("mean absolute error"),
                        "counted",
                        "crystals"));
    ((ObjectNode) spec.at("/layer/1/encoding/color/scale"))
        .putArray("domain")
        .add(0)
        .add(errors.most);
    return new Figure(
        subject.id("error-by-element"),
        "Error by element",
        errors.caption(subject),
        spec,
        Map.of("elements", errors.table()));
  }

  private static double mae(List<Judgment> judgments) {
    return JudgedFold.errorSizes(judgments).mean();
  }

  private Table table() {
    Table table = new Table("element", "count", "mae", "column", "row", "ink");
    for (Element element : Element.values()) {
      List<Judgment> having = judgments.getOrDefault(element, List.of());
      double mae = mae(having);
      ElementPlace place = ElementPlace.of(element);
      table.row(
          element.symbol(),
          having.size(),
          mae,
          place.column(),
          place.row(),
          mae > BRIGHT * most ? "black" : "white");
    }
    return table;
  }

  private String caption(Subject subject) {
    List<Element> ranked =
        judgments.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= FEWEST)
            .sorted(Comparator.comparingDouble(entry -> -mae(entry.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    String start =
        ("Mean absolute error of the crystals that have an element in them, of %s. Elements without"
                + " crystals are pale.")
            .formatted(subject.crystals());
    if (ranked.isEmpty()) {
      return start + " No element is in five crystals.";
    }
    Element best = ranked.get(ranked.size() - 1);
    return start
        + " Of the elements that are in at least five crystals, the error is largest for %s and least for %s."
            .formatted(words(subject, ranked.get(0)), words(subject, best));
  }

  private String words(Subject subject, Element element) {
    List<Judgment> having = judgments.get(element);
    return "%s (%s, %s)"
        .formatted(element.symbol(), subject.amount(mae(having)), Written.crystals(having.size()));
  }
}
