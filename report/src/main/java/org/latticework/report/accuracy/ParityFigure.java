package org.latticework.report.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.EqualBins;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.NumberMetrics;
import org.latticework.report.judged.Subject;

/** Targets against predictions of a fold, with the names of the worst. */
final class ParityFigure {
  private static final String ALONE = "alone"; // table of crystals that are in no cell
  private static final int NAMED = 5;
  private static final int LONGEST = 24; // characters of a label
  private static final double LINE = 0.05; // height of a label as a part of the range
  private static final double LENGTH = 0.4; // and its length

  private ParityFigure() {}

  /** A label: the crystal, and the height at which its name stands. */
  private record Label(Judgment judgment, boolean left, double height) {
    Label at(double other) {
      return new Label(judgment, left, other);
    }
  }

  /**
   * Draws them.
   *
   * @param crystals of the fold; the table of the figure's CSV file
   */
  static Figure of(Subject subject, ParityPlane plane, Table crystals) {
    ObjectNode spec =
        (ObjectNode)
            FigureTemplate.of("parity")
                .fill(
                    Map.of(
                        "points", plane.isDense() ? ALONE : Figure.CRYSTALS,
                        "target", subject.axis("target"),
                        "prediction", subject.axis("prediction")));
    for (String axis : List.of("x", "y")) {
      ((ObjectNode) spec.at("/encoding/%s/scale".formatted(axis)))
          .putArray("domain")
          .add(plane.range().low())
          .add(plane.range().high());
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put(Figure.CRYSTALS, crystals);
    data.put("named", named(plane));
    data.put("diagonal", new Table("from", "to").row(plane.range().low(), plane.range().high()));
    if (plane.isDense()) {
      data.put("cells", plane.cells());
      data.put(ALONE, alone(plane));
    } else {
      ((ArrayNode) spec.get("layer")).remove(0); // the cells
    }
    return new Figure(
        subject.id("parity"),
        "Target and prediction: " + subject.fold().name(),
        caption(subject, plane),
        spec,
        data);
  }

  private static String caption(Subject subject, ParityPlane plane) {
    List<Judgment> judgments = subject.fold().judgments();
    NumberMetrics metrics = NumberMetrics.of(judgments);
    StringBuilder caption = new StringBuilder();
    caption.append(
        "Predictions of %s against their targets; on the diagonal both are equal. "
            .formatted(subject.crystals()));
    caption.append(
        "The mean absolute error is %s, R² %s. "
            .formatted(subject.amount(metrics.mae()), Written.number(metrics.r2())));
    if (plane.isDense()) {
      caption.append("Where crystals are close together, color says how many there are. ");
    }
    if (plane.outside() > 0) {
      caption.append(
          "The predictions of %s lie outside of the range and are drawn at the edge. "
              .formatted(Written.crystals(plane.outside())));
    }
    Judgment worst = JudgedFold.worst(judgments, 1).get(0);
    return caption
        .append(
            "The largest error is that of %s: %s instead of %s."
                .formatted(
                    shortened(worst.crystal().formula()),
                    subject.amount(worst.prediction()),
                    subject.amount(worst.target())))
        .toString();
  }

  private static Table alone(ParityPlane plane) {
    Table table = new Table("id", "formula", "fold", "target", "prediction", "error");
    plane.fold().judgments().stream()
        .filter(plane::isAlone)
        .forEach(
            each ->
                table.row(
                    each.crystal().id(),
                    each.crystal().formula(),
                    each.fold(),
                    each.target(),
                    each.prediction(),
                    each.error()));
    return table;
  }

  private static Table named(ParityPlane plane) {
    Table table = new Table("id", "label", "target", "prediction", "height", "side");
    EqualBins range = plane.range();
    List<Label> labels =
        JudgedFold.worst(plane.fold().judgments(), NAMED).stream()
            .map(each -> label(each, range))
            .toList();
    for (boolean left : new boolean[] {true, false}) {
      List<Label> side = labels.stream().filter(label -> label.left() == left).toList();
      for (Label label : apart(side, range)) {
        Judgment judgment = label.judgment();
        table.row(
            judgment.crystal().id(),
            shortened(judgment.crystal().formula()),
            judgment.target(),
            judgment.prediction(),
            label.height(),
            left ? "left" : "right");
      }
    }
    return table;
  }

  private static Label label(Judgment judgment, EqualBins range) {
    boolean left = judgment.target() > (range.low() + range.high()) / 2; // where there is room
    return new Label(
        judgment, left, Math.max(range.low(), Math.min(judgment.prediction(), range.high())));
  }

  /** Moves labels up, and then down again from the upper edge, until none covers another. */
  private static List<Label> apart(List<Label> labels, EqualBins range) {
    double line = LINE * (range.high() - range.low());
    List<Label> placed = new ArrayList<>();
    for (Label label : sorted(labels)) {
      double height = Math.max(label.height(), range.low() + line / 2);
      for (Label below : placed) {
        height = near(below, label, range) ? Math.max(height, below.height() + line) : height;
      }
      placed.add(label.at(height));
    }
    for (int k = placed.size() - 1; k >= 0; k--) {
      double height = Math.min(placed.get(k).height(), range.high() - line / 2);
      for (Label above : placed.subList(k + 1, placed.size())) {
        height =
            near(placed.get(k), above, range) ? Math.min(height, above.height() - line) : height;
      }
      placed.set(k, placed.get(k).at(height));
    }
    return Collections.unmodifiableList(placed);
  }

  private static boolean near(Label one, Label other, EqualBins range) {
    return Math.abs(one.judgment().target() - other.judgment().target())
        < LENGTH * (range.high() - range.low());
  }

  private static List<Label> sorted(List<Label> labels) {
    return labels.stream().sorted(Comparator.comparingDouble(Label::height)).toList();
  }

  private static String shortened(String formula) {
    return formula.codePointCount(0, formula.length()) <= LONGEST
        ? formula
        : formula.substring(0, formula.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
