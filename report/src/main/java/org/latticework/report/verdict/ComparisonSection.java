package org.latticework.report.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.page.Facts;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;
import org.latticework.report.verdict.ModelComparison.Standing;

/** Several models of one column side by side, as a section. */
final class ComparisonSection {
  private ComparisonSection() {}

  /**
   * Writes the section.
   *
   * @param columns one column by two or more models
   */
  static Section of(String id, String title, List<JudgedColumn> columns) {
    Section section = new Section(id, title);
    Optional<ModelComparison> comparison = ModelComparison.of(columns);
    if (comparison.isEmpty()) {
      section.add(
          Words.warning(
              "The models have no judged crystal in common in test or validation: they cannot be"
                  + " compared."));
    }
    section.add(MetricsTable.of(columns));
    comparison.ifPresent(
        found -> {
          missing(found).ifPresent(section::add);
          section.draw(figure(id, columns.get(0), found));
          section.add(table(columns.get(0), found));
        });
    return section;
  }

  private static Optional<Words> missing(ModelComparison comparison) {
    List<String> models = comparison.missing();
    return models.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Words.warning(
                "Not compared, since no crystal of the %s fold is judged: %s."
                    .formatted(comparison.fold(), String.join(", ", models))));
  }

  private static String loss(JudgedColumn column) {
    return column.probability() ? "log loss" : column.axis("mean absolute error");
  }

  private static Figure figure(String id, JudgedColumn column, ModelComparison comparison) {
    Table table = new Table("group", "count", "mae", "lower", "upper", "end");
    for (Standing standing : comparison.standings()) {
      table.row(
          standing.model(),
          comparison.crystals(),
          standing.mean(),
          standing.lower(),
          standing.upper(),
          comparison.hasIntervals() ? standing.upper() : standing.mean());
    }
    Standing best = comparison.standings().get(0);
    Standing second = comparison.standings().get(1);
    return new Figure(
        id + "-models",
        "Models side by side",
        String.format(
            Locale.ROOT,
            "%s of each model on the %s of the %s fold that all of these have judged%s. %s is best with %s, then %s"
                + " with %s. %s",
            column.probability() ? "Log loss" : "Mean absolute error",
            Written.crystals(comparison.crystals()),
            comparison.fold(),
            comparison.hasIntervals() ? "; lines are 95 % intervals by bootstrap" : "",
            best.model(),
            Written.number(best.mean()),
            second.model(),
            Written.number(second.mean()),
            verdict(comparison, second)),
        FigureTemplate.of("group-errors").fill(Map.of("groups", "model", "error", loss(column))),
        Map.of("groups", table));
  }

  private static String verdict(ModelComparison comparison, Standing second) {
    if (!comparison.hasIntervals()) {
      return "So few crystals do not say which model is better.";
    }
    return second.behindLower() > 0
        ? "The difference is larger than chance would make it."
        : "Chance could make such a difference.";
  }

  private static Facts table(JudgedColumn column, ModelComparison comparison) {
    Table table =
        new Table(
            "model",
            loss(column),
            "from",
            "to",
            "behind the best",
            "difference from",
            "difference to");
    for (Standing standing : comparison.standings()) {
      table.row(
          standing.model(),
          standing.mean(),
          standing.lower(),
          standing.upper(),
          standing.behind(),
          standing.behindLower(),
          standing.behindUpper());
    }
    return new Facts(
        "Models on the same %s of the %s fold%s"
            .formatted(
                Written.crystals(comparison.crystals()),
                comparison.fold(),
                comparison.hasIntervals() ? ", with 95 % intervals" : ""),
        table);
  }
}
