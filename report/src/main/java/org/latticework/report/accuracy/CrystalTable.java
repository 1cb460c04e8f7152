package org.latticework.report.accuracy;

import java.util.List;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;

/** Judged crystals as a table, which several figures may share. */
public final class CrystalTable {
  private CrystalTable() {}

  /**
   * Returns the table: a row for each crystal of each fold, under the names of model and column.
   */
  public static Table of(JudgedColumn column, List<JudgedFold> folds) {
    Table table =
        new Table(
                "id",
                "formula",
                "fold",
                "target",
                "prediction",
                "error",
                "atoms",
                "space_group",
                "distance")
            .titled(title(column));
    for (JudgedFold fold : folds) {
      for (Judgment judgment : fold.judgments()) {
        Crystal crystal = judgment.crystal();
        table.row(
            crystal.id(),
            crystal.formula(),
            judgment.fold(),
            judgment.target(),
            judgment.prediction(),
            judgment.error(),
            crystal.atoms(),
            crystal.spaceGroup(),
            judgment.distance());
      }
    }
    return table;
  }

  private static String title(JudgedColumn column) {
    String unit = column.probability() ? "" : ", " + column.unit();
    return "%s by %s%s".formatted(column.column(), column.model(), unit);
  }
}
