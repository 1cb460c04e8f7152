package org.latticework.report.verdict;

import java.util.List;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.ClassMetrics;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.NumberMetrics;
import org.latticework.report.page.Facts;

/** Metrics by model and fold, as a table. */
final class MetricsTable {
  private MetricsTable() {}

  /**
   * Returns the table.
   *
   * @param columns of one kind and unit, by one or several models; at least one
   */
  static Facts of(List<JudgedColumn> columns) {
    JudgedColumn first = columns.get(0);
    Table table = first.probability() ? classes() : numbers(first);
    for (JudgedColumn column : columns) {
      for (JudgedFold fold : JudgedFold.of(column)) {
        if (first.probability()) {
          addClass(column, fold, table);
        } else {
          addNumber(column, fold, table);
        }
      }
    }
    return new Facts("Metrics of %s by fold".formatted(first.column()), table);
  }

  private static Table numbers(JudgedColumn column) {
    return new Table(
        "model",
        "fold",
        "crystals",
        column.axis("MAE"),
        column.axis("RMSE"),
        "R²",
        column.axis("mean error"),
        column.axis("median |error|"),
        column.axis("95 % of |error| below"));
  }

  private static void addNumber(JudgedColumn column, JudgedFold fold, Table table) {
    NumberMetrics metrics = NumberMetrics.of(fold.judgments());
    table.row(
        column.model(),
        fold.name(),
        metrics.count(),
        metrics.mae(),
        metrics.rmse(),
        metrics.r2(),
        metrics.meanError(),
        metrics.medianError(),
        metrics.error95());
  }

  private static Table classes() {
    return new Table(
        "model",
        "fold",
        "crystals",
        "in the class",
        "accuracy",
        "balanced accuracy",
        "log loss",
        "AUC");
  }

  private static void addClass(JudgedColumn column, JudgedFold fold, Table table) {
    ClassMetrics metrics = ClassMetrics.of(fold.judgments());
    table.row(
        column.model(),
        fold.name(),
        metrics.count(),
        metrics.positives(),
        metrics.accuracy(),
        metrics.balancedAccuracy(),
        metrics.logLoss(),
        metrics.auc());
  }
}
