package org.latticework.report.sweep;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;

/** Learning curves: runs, their means, the laws with bands up to all labeled crystals. */
final class CurveFigure {
  private CurveFigure() {}

  static Figure of(SweepFacts facts, List<SizedCurve> curves) {
    Table runs = new Table("curve", "crystals", "seed", "error");
    Table means = new Table("curve", "crystals", "runs", "error");
    Table law = new Table("curve", "crystals", "error", "low", "high");
    Table all = new Table("curve", "crystals", "error", "low", "high");
    for (SizedCurve curve : curves) {
      curve.runs().forEach(it -> runs.row(curve.title(), it.crystals(), it.seed(), it.error()));
      means(curve, means);
      curve.law().ifPresent(of -> of.line().forEach(point -> add(law, curve, point)));
      curve.law().ifPresent(of -> add(all, curve, of.atAll()));
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("runs", runs);
    data.put("means", means);
    data.put("law", law);
    data.put("all", all);
    return new Figure(
        "sweep-curves",
        "Error by the number of crystals to learn from",
        caption(curves),
        FigureTemplate.of("learningcurve").fill(Map.of("error", facts.quantity())),
        data);
  }

  private static void means(SizedCurve curve, Table means) {
    Map<Long, List<CurveRun>> sizes =
        curve.runs().stream()
            .collect(groupingBy(CurveRun::crystals, TreeMap::new, Collectors.toList()));
    sizes.forEach(
        (crystals, of) ->
            means.row(
                curve.title(),
                crystals,
                (long) of.size(),
                of.stream().collect(averagingDouble(CurveRun::error))));
  }

  private static void add(Table table, SizedCurve curve, LawPoint at) {
    table.row(
        curve.title(), at.crystals(), at.error().value(), at.error().low(), at.error().high());
  }

  private static String caption(List<SizedCurve> curves) {
    String laws =
        curves.stream()
            .filter(curve -> curve.law().isPresent())
            .map(CurveFigure::sentence)
            .collect(Collectors.joining(" "));
    if (laws.isEmpty()) {
      return "Points are runs, diamonds their means.";
    }
    boolean shaded = curves.stream().anyMatch(it -> it.law().filter(Law::hasBand).isPresent());
    return "Points are runs, diamonds their means, lines the fitted laws"
        + (shaded
            ? "; shaded is where the law would be with other seeds, in 95 of 100 resamples. "
            : ". ")
        + "The square is what the law says of all labeled crystals. "
        + laws;
  }

  private static String sentence(SizedCurve curve) {
    Law law = curve.law().orElseThrow();
    return "%s: with all %s crystals the law says %s."
        .formatted(
            curve.title(), Written.count(law.atAll().crystals()), law.atAll().error().words());
  }
}
