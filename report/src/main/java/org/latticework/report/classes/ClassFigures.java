package org.latticework.report.classes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latticework.report.accuracy.CrystalTable;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.ClassMetrics;
import org.latticework.report.judged.EqualBins;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.RankedCurves;
import org.latticework.report.judged.RankedCurves.Threshold;
import org.latticework.report.judged.Subject;

/** All figures of how right predicted probabilities of a class are. */
public final class ClassFigures {
  private static final int MOST_POINTS = 500; // of a curve
  private static final EqualBins TENTHS = new EqualBins(0, 1, 10);

  private final Subject subject;
  private final List<Judgment> judgments;
  private final RankedCurves curves;
  private final List<JudgedFold> folds;

  private ClassFigures(Subject subject, List<JudgedFold> folds) {
    this.subject = subject;
    this.folds = folds;
    this.judgments = subject.fold().judgments();
    this.curves = RankedCurves.of(judgments);
  }

  /**
   * Draws them; curves of ranks only where there are crystals of both classes.
   *
   * @param subject the fold that counts
   * @param folds all of them, that one too: their crystals can be found on the page
   */
  public static List<Figure> of(Subject subject, List<JudgedFold> folds) {
    ClassFigures figures = new ClassFigures(subject, folds);
    List<Figure> drawn = new ArrayList<>();
    drawn.add(figures.confusion());
    if (figures.curves.positives() > 0 && figures.curves.negatives() > 0) {
      drawn.add(figures.roc());
      drawn.add(figures.precision());
    }
    drawn.add(figures.reliability());
    return drawn;
  }

  private Figure confusion() {
    Table table = new Table("actual", "predicted", "count", "share", "ink");
    for (boolean actual : new boolean[] {true, false}) {
      List<Judgment> all =
          judgments.stream().filter(each -> ClassMetrics.isIn(each) == actual).toList();
      for (boolean predicted : new boolean[] {true, false}) {
        long count = all.stream().filter(each -> ClassMetrics.isPutIn(each) == predicted).count();
        double share = all.isEmpty() ? 0 : (double) count / all.size();
        table.row(word(actual), word(predicted), count, share, share > 0.6 ? "black" : "white");
      }
    }
    List<List<Object>> rows = table.rows();
    return new Figure(
        subject.id("confusion"),
        "What is put where",
        String.format(
            Locale.ROOT,
            "Of %s, %,d are in the class: %,d of them are put there, %,d are not. Of the %,d that are"
                + " not in it, %,d are put there wrongly. A crystal is put into the class if its"
                + " probability is above 0.5; colors are shares of a row.",
            subject.crystals(),
            curves.positives(),
            (long) rows.get(0).get(2),
            (long) rows.get(1).get(2),
            curves.negatives(),
            (long) rows.get(2).get(2)),
        FigureTemplate.of("confusion").fill(Map.of()),
        Map.of("cells", table));
  }

  private static String word(boolean in) {
    return in ? "in the class" : "not in it";
  }

  private Figure roc() {
    Table curve = new Table("false_positive_rate", "true_positive_rate", "probability");
    curve.row(0.0, 0.0, Double.NaN);
    for (Threshold threshold : thinned(curves.thresholds())) {
      curve.row(
          (double) threshold.wrong() / curves.negatives(),
          (double) threshold.found() / curves.positives(),
          threshold.probability());
    }
    String area = Written.number(curves.area());
    return curve(
        "roc",
        "ROC curve: area " + area,
        ("What share of the class is found, against what share of the others is put there wrongly, as"
                + " the probability that is asked for falls; %s. The area below the curve is %s: 1 is"
                + " perfect, 0.5 is chance (the gray line).")
            .formatted(subject.crystals(), area),
        List.of(
            "false_positive_rate",
            "true_positive_rate",
            "share of the others put there",
            "share of the class found"),
        curve,
        new Table("x", "y").row(0.0, 0.0).row(1.0, 1.0));
  }

  private Figure precision() {
    Table curve = new Table("recall", "precision", "probability");
    for (Threshold threshold : thinned(curves.thresholds())) {
      curve.row(
          (double) threshold.found() / curves.positives(),
          threshold.precision(),
          threshold.probability());
    }
    double share = (double) curves.positives() / judgments.size();
    return curve(
        "precision-recall",
        "Precision and recall",
        ("What share of the crystals put into the class belongs there (precision), against what share of"
                + " the class is found (recall); %s. The average precision is %s; of crystals drawn at"
                + " random %s would belong there (the gray line).")
            .formatted(
                subject.crystals(),
                Written.number(curves.averagePrecision()),
                Written.share(share)),
        List.of("recall", "precision", "recall", "precision"),
        curve,
        new Table("x", "y").row(0.0, share).row(1.0, share));
  }

  /** Keeps some thresholds at about equal distances, the first and the last among them. */
  private static List<Threshold> thinned(List<Threshold> thresholds) {
    if (thresholds.size() <= MOST_POINTS) {
      return thresholds;
    }
    List<Threshold> kept = new ArrayList<>();
    for (int k = 0; k < MOST_POINTS; k++) {
      kept.add(thresholds.get((int) ((long) k * (thresholds.size() - 1) / (MOST_POINTS - 1))));
    }
    return kept;
  }

  /** Draws a curve; names are those of x and y in the table, then the titles of their axes. */
  private Figure curve(
      String kind, String title, String caption, List<String> names, Table curve, Table reference) {
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("curve", curve);
    data.put("reference", reference);
    return new Figure(
        subject.id(kind),
        title,
        caption,
        FigureTemplate.of("curve")
            .fill(
                Map.of(
                    "x", names.get(0),
                    "y", names.get(1),
                    "xtitle", names.get(2),
                    "ytitle", names.get(3))),
        data);
  }

  private Figure reliability() {
    Table bins = new Table("predicted", "observed", "count", "from", "to");
    double off = 0; // Σ |Σ probability − Σ target|
    for (int bin = 0; bin < TENTHS.count(); bin++) {
      int wanted = bin;
      List<Judgment> inside =
          judgments.stream()
              .filter(each -> TENTHS.of(Math.max(0, Math.min(each.prediction(), 1))) == wanted)
              .toList();
      if (!inside.isEmpty()) {
        double predicted =
            inside.stream().mapToDouble(Judgment::prediction).average().orElseThrow();
        double observed =
            (double) inside.stream().filter(ClassMetrics::isIn).count() / inside.size();
        bins.row(predicted, observed, inside.size(), TENTHS.from(bin), TENTHS.from(bin + 1));
        off += inside.size() * Math.abs(predicted - observed);
      }
    }
    Map<String, Table> data = new LinkedHashMap<>();
    data.put("points", bins);
    data.put("diagonal", new Table("x", "y").row(0.0, 0.0).row(1.0, 1.0));
    data.put(Figure.CRYSTALS, CrystalTable.of(subject.column(), folds));
    return new Figure(
        subject.id("reliability"),
        "Reliability of the probabilities",
        ("Share of crystals that are in the class, by tenths of the predicted probability; %s. On the"
                + " diagonal probabilities are as large as shares. They are off by %s on average. A crystal"
                + " that is marked in the page stands at 1 if it is in the class, and at 0 if not.")
            .formatted(subject.crystals(), Written.number(off / judgments.size())),
        FigureTemplate.of("reliability").fill(Map.of("fold", subject.fold().name())),
        data);
  }
}
