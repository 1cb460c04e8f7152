package org.latticework.report.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.Subject;

/** All figures of how far predictions of a number are from targets. */
public final class NumberFigures {
  private NumberFigures() {}

  /**
   * Draws them: targets against predictions of every fold; where errors are large for one fold.
   *
   * @param subject the fold that counts
   * @param folds all of them, that one too
   */
  public static List<Figure> of(Subject subject, List<JudgedFold> folds) {
    List<ParityPlane> planes = folds.stream().map(ParityPlane::of).toList();
    Table crystals = CrystalTable.of(subject.column(), List.of(subject.fold()));
    List<Figure> figures = new ArrayList<>();
    for (ParityPlane plane : planes) {
      JudgedFold fold = plane.fold();
      Table own =
          fold.equals(subject.fold()) ? crystals : CrystalTable.of(subject.column(), List.of(fold));
      figures.add(
          ParityFigure.of(new Subject(subject.prefix(), subject.column(), fold), plane, own));
    }
    List<Judgment> judgments = subject.fold().judgments();
    figures.add(residuals(subject));
    figures.add(ErrorBands.of(subject, crystals));
    figures.add(
        GroupFigure.of(
            subject, "error-by-atoms", "atoms in the cell", CrystalGroup.byAtoms(judgments)));
    if (judgments.stream().anyMatch(each -> each.crystal().spaceGroup() > 0)) {
      figures.add(
          GroupFigure.of(
              subject, "error-by-system", "crystal system", CrystalGroup.bySystem(judgments)));
    }
    List<CrystalGroup> spaceGroups = CrystalGroup.bySpaceGroup(judgments);
    if (!spaceGroups.isEmpty()) {
      figures.add(GroupFigure.of(subject, "error-by-space-group", "space group", spaceGroups));
    }
    if (judgments.stream().anyMatch(each -> Double.isFinite(each.distance()))) {
      figures.add(
          GroupFigure.of(
              subject,
              "error-by-distance",
              "distance to training",
              CrystalGroup.byDistance(judgments)));
    }
    figures.add(ElementErrors.of(subject));
    return figures;
  }

  private static Figure residuals(Subject subject) {
    Distribution errors =
        Distribution.of(subject.fold().judgments().stream().mapToDouble(Judgment::error));
    String spread =
        errors.count() < 2
            ? ""
            : ", their standard deviation %s".formatted(subject.amount(errors.deviation()));
    return HistogramFigure.of(
        subject,
        "residuals",
        "prediction − target",
        errors,
        "Errors with their signs, of %s: their mean is %s%s. The line is at 0, where both are equal."
            .formatted(subject.crystals(), subject.amount(errors.mean()), spread),
        0);
  }
}
