package org.latticework.report.verdict;

import java.util.ArrayList;
import java.util.List;
import org.latticework.report.accuracy.NumberFigures;
import org.latticework.report.accuracy.WorstCrystals;
import org.latticework.report.certainty.CertaintyFigures;
import org.latticework.report.classes.ClassFigures;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.ClassMetrics;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.NumberMetrics;
import org.latticework.report.judged.Subject;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** How right a model is in one column, as a section. */
final class ModelSection {
  private ModelSection() {}

  /**
   * Writes the section.
   *
   * @param id of the section, and how the ids of its figures begin
   */
  static Section of(String id, String title, JudgedColumn column) {
    Section section = new Section(id, title);
    List<JudgedFold> folds = JudgedFold.of(column);
    if (folds.isEmpty()) {
      section.add(
          Words.warning(
              "No crystal has both a target and a prediction of %s by %s."
                  .formatted(column.column(), column.model())));
      unjudged(column).forEach(section::add);
      return section;
    }
    Subject subject = new Subject(id, column, folds.get(0));
    headline(subject).forEach(section::add);
    unjudged(column).forEach(section::add);
    section.add(MetricsTable.of(List.of(column)));
    if (column.probability()) {
      ClassFigures.of(subject, folds).forEach(section::draw);
    } else {
      CertaintyFigures.coverage(subject).map(Words::of).ifPresent(section::add);
      NumberFigures.of(subject, folds).forEach(section::draw);
      CertaintyFigures.of(subject).forEach(section::draw);
    }
    return section.add(WorstCrystals.of(column, folds));
  }

  private static List<Words> headline(Subject subject) {
    List<Words> words = new ArrayList<>();
    String fold = subject.fold().name();
    if (fold.equals(JudgedFold.TRAIN)) {
      words.add(
          Words.warning(
              "All that follows is of crystals that the model has learned from: it does not say how"
                  + " good the model is."));
    } else if (!fold.equals(JudgedFold.ALL.get(0))) {
      words.add(
          Words.warning(
              "No crystal of the test fold is judged: what follows is of the %s fold, which may have"
                      .formatted(fold)
                  + " been used to choose the model."));
    }
    words.add(Words.of(subject.column().probability() ? ofClass(subject) : ofNumber(subject)));
    return words;
  }

  private static String ofNumber(Subject subject) {
    NumberMetrics metrics = NumberMetrics.of(subject.fold().judgments());
    return ("%s, predicted by %s: on %s the mean absolute error is %s, R² %s. Half of the errors are"
            + " below %s, 19 of 20 below %s. Predictions are %s.")
        .formatted(
            subject.column().column(),
            subject.column().model(),
            subject.crystals(),
            subject.amount(metrics.mae()),
            Written.number(metrics.r2()),
            subject.amount(metrics.medianError()),
            subject.amount(metrics.error95()),
            metrics.meanError() == 0
                ? "right on average"
                : "too %s by %s on average"
                    .formatted(
                        metrics.meanError() > 0 ? "high" : "low",
                        subject.amount(Math.abs(metrics.meanError()))));
  }

  private static String ofClass(Subject subject) {
    ClassMetrics metrics = ClassMetrics.of(subject.fold().judgments());
    return ("%s, predicted by %s: of %s, %s are put right. The log loss is %s, the area below the ROC"
            + " curve %s.")
        .formatted(
            subject.column().column(),
            subject.column().model(),
            subject.crystals(),
            Written.share(metrics.accuracy()),
            Written.number(metrics.logLoss()),
            Written.number(metrics.auc()));
  }

  /** Says how many crystals are not judged. */
  private static List<Words> unjudged(JudgedColumn column) {
    List<Words> words = new ArrayList<>();
    for (String fold : JudgedFold.ALL) {
      long unjudged =
          column.judgments().stream()
              .filter(each -> each.fold().equals(fold) && !Double.isFinite(each.error()))
              .count();
      if (unjudged > 0) {
        words.add(
            Words.of(
                "%s of the %s fold %s no target or no finite prediction, and %s not judged."
                    .formatted(
                        Written.crystals(unjudged),
                        fold,
                        unjudged == 1 ? "has" : "have",
                        unjudged == 1 ? "is" : "are")));
      }
    }
    return words;
  }
}
