package org.latticework.report.certainty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticework.report.accuracy.HistogramFigure;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.Subject;

/**
 * Figures of an ensemble's deviations: whether as many errors are below z deviations as of normal
 * numbers (Kuleshov, Fenner and Ermon, ICML 2018), whether errors grow with them (Levi and others,
 * Sensors 22, 5540 (2022)), and how they spread.
 */
public final class CertaintyFigures {
  private static final int GROUPS = 10;
  private static final String VALIDATION = "validation"; // the fold that intervals are fitted to
  private static final double NEAR =
      0.02; // mean distance from the diagonal that is as good as none

  private final Subject subject;
  private final List<Judgment> judgments; // that have a deviation

  private CertaintyFigures(Subject subject) {
    this.subject = subject;
    this.judgments = sure(subject.fold());
  }

  private static List<Judgment> sure(JudgedFold fold) {
    return fold.judgments().stream()
        .filter(each -> Double.isFinite(each.certainty().deviation()))
        .toList();
  }

  /** Draws them; none where no crystal of the fold has a deviation. */
  public static List<Figure> of(Subject subject) {
    CertaintyFigures figures = new CertaintyFigures(subject);
    return figures.judgments.isEmpty()
        ? List.of()
        : List.of(figures.calibration(), figures.errors(), figures.sharpness());
  }

  /**
   * Returns sentences on how many targets lie in their intervals, and how many should; none without
   * intervals.
   */
  public static Optional<String> coverage(Subject subject) {
    List<Judgment> stated =
        subject.fold().judgments().stream()
            .filter(each -> Double.isFinite(each.certainty().upper() - each.certainty().lower()))
            .toList();
    if (stated.isEmpty()) {
      return Optional.empty();
    }
    long inside =
        stated.stream()
            .filter(each -> each.target() >= each.certainty().lower())
            .filter(each -> each.target() <= each.certainty().upper())
            .count();
    double width =
        stated.stream()
            .mapToDouble(each -> each.certainty().upper() - each.certainty().lower())
            .average()
            .orElseThrow();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The intervals that the model states hold the targets of %,d of %s of the %s fold: %s;"
                + " %s. They are %s wide on average.",
            inside,
            Written.crystals(stated.size()),
            subject.fold().name(),
            Written.share((double) inside / stated.size()),
            promise(subject),
            subject.amount(width)));
  }

  private static String promise(Subject subject) {
    double level = subject.column().level();
    String promised =
        Double.isFinite(level)
            ? "they are made to hold at least %s of new crystals".formatted(Written.share(level))
            : "how many they are made to hold is not known";
    return switch (subject.fold().name()) {
      case VALIDATION -> promised + ", and fitted to this very fold, so that this is no test of it";
      case JudgedFold.TRAIN -> promised + ", and the model has learned from these";
      default -> promised;
    };
  }

  private Figure calibration() {
    CalibrationCurve calibration = new CalibrationCurve(judgments);
    Table curve = new Table("expected", "observed");
    for (int point = 0; point < calibration.points(); point++) {
      curve.row(calibration.expected(point), calibration.observed(point));
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("curve", curve);
    data.put("reference", diagonal(1));
    return new Figure(
        subject.id("calibration"),
        "Calibration of the deviations",
        caption(calibration),
        FigureTemplate.of("curve")
            .fill(
                Map.of(
                    "x", "expected",
                    "y", "observed",
                    "xtitle", "expected share",
                    "ytitle", "observed share")),
        data);
  }

  private String caption(CalibrationCurve calibration) {
    String verdict;
    if (calibration.gap() < NEAR) {
      verdict = "Deviations are as large as errors suggest.";
    } else if (calibration.crosses()) {
      verdict =
          "The curve crosses the diagonal: errors are not spread as normal numbers are, and no factor"
              + " makes the deviations right.";
    } else if (calibration.excess() < 0) {
      verdict = "The curve runs below the diagonal: the model is surer than it is right.";
    } else {
      verdict = "The curve runs above the diagonal: errors are smaller than the model expects.";
    }
    return ("Share of %s whose error is below z predicted deviations, against the share that a normal"
            + " distribution has there. %s Of the errors, %s are below one deviation (expected %s) and"
            + " %s below two (expected %s). The mean distance from the diagonal is %s.")
        .formatted(
            where(),
            verdict,
            Written.share(calibration.below(1)),
            Written.share(CalibrationCurve.normal(1)),
            Written.share(calibration.below(2)),
            Written.share(CalibrationCurve.normal(2)),
            Written.share(calibration.gap()));
  }

  private Figure errors() {
    List<DeviationGroup> groups = DeviationGroup.of(judgments, GROUPS);
    Table points = new Table("predicted", "observed", "count", "from", "to");
    double most = 0;
    for (DeviationGroup group : groups) {
      points.row(
          group.predicted(), group.observed(), group.judgments().size(), group.from(), group.to());
      most = Math.max(most, Math.max(group.predicted(), group.observed()));
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("points", points);
    data.put("diagonal", diagonal(most > 0 ? most : 1));
    return new Figure(
        subject.id("error-by-deviation"),
        "Error by predicted deviation",
        caption(groups),
        FigureTemplate.of("points")
            .fill(
                Map.of(
                    "xtitle", subject.axis("predicted deviation"),
                    "ytitle", subject.axis("root mean square error"))),
        data);
  }

  private String caption(List<DeviationGroup> groups) {
    DeviationGroup first = groups.get(0);
    DeviationGroup last = groups.get(groups.size() - 1);
    return ("Root mean square errors of %s, in %d groups of about equal size from the surest to the"
            + " least sure; on the diagonal errors are as large as predicted. Where the model is"
            + " surest, it predicts %s and is off by %s; where it is least sure, it predicts %s and is"
            + " off by %s.")
        .formatted(
            where(),
            groups.size(),
            subject.amount(first.predicted()),
            subject.amount(first.observed()),
            subject.amount(last.predicted()),
            subject.amount(last.observed()));
  }

  private Figure sharpness() {
    Distribution deviations =
        Distribution.of(judgments.stream().mapToDouble(each -> each.certainty().deviation()));
    return HistogramFigure.of(
        subject,
        "sharpness",
        "predicted deviation",
        deviations,
        "How sure the model is of %s: half of the deviations are below %s (the line), nine of ten below %s."
            .formatted(
                where(),
                subject.amount(deviations.quantile(0.5)),
                subject.amount(deviations.quantile(0.9))),
        deviations.quantile(0.5));
  }

  private String where() {
    return "%s of the %s fold".formatted(Written.crystals(judgments.size()), subject.fold().name());
  }

  private static Table diagonal(double end) {
    return new Table("x", "y").row(0.0, 0.0).row(end, end);
  }
}
