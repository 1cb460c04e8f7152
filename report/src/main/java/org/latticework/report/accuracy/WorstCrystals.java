package org.latticework.report.accuracy;

import java.util.List;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;
import org.latticework.report.page.Facts;

/** The crystals of which a model is farthest off. */
public final class WorstCrystals {
  private static final int MOST = 20;

  private WorstCrystals() {}

  /**
   * Returns a table of them: of all folds that a model does not learn from; of training only where
   * there is no other.
   *
   * @param folds at least one
   */
  public static Facts of(JudgedColumn column, List<JudgedFold> folds) {
    List<JudgedFold> unseen =
        folds.stream().filter(fold -> !fold.name().equals(JudgedFold.TRAIN)).toList();
    List<Judgment> judgments =
        (unseen.isEmpty() ? folds : unseen)
            .stream().flatMap(fold -> fold.judgments().stream()).toList();
    Table table =
        new Table(
            Facts.MATERIAL_ID,
            "formula",
            "fold",
            "space group",
            "atoms",
            column.axis("target"),
            column.axis("prediction"),
            column.axis("error"),
            "distance to training, Å");
    List<Judgment> worst = JudgedFold.worst(judgments, MOST);
    for (Judgment judgment : worst) {
      Crystal crystal = judgment.crystal();
      table.row(
          crystal.id(),
          crystal.formula(),
          judgment.fold(),
          crystal.spaceGroup() == 0 ? "–" : crystal.spaceGroup(),
          crystal.atoms(),
          judgment.target(),
          judgment.prediction(),
          judgment.error(),
          judgment.distance());
    }
    String which =
        unseen.isEmpty()
            ? "of training"
            : "of " + String.join(" and ", unseen.stream().map(JudgedFold::name).toList());
    return new Facts(
        "The %s %s with the largest errors".formatted(Written.crystals(worst.size()), which),
        table);
  }
}
