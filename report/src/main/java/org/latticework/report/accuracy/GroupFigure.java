package org.latticework.report.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Spoken;
import org.latticework.report.judged.Subject;

/** Mean absolute errors of groups of crystals, with 95 % intervals of the means. */
final class GroupFigure {
  private static final double Z95 = 1.96; // of 20 normal numbers 19 are within ± z

  private GroupFigure() {}

  /**
   * Draws a bar a group.
   *
   * @param what the groups have in common; the axis's title
   * @param groups at least one
   */
  static Figure of(Subject subject, String kind, String what, List<CrystalGroup> groups) {
    Table table = new Table("group", "count", "mae", "lower", "upper", "end", "median", "error90");
    for (CrystalGroup group : groups) {
      Distribution sizes = JudgedFold.errorSizes(group.judgments());
      double mean = sizes.mean();
      double half = Z95 * sizes.deviation() / Math.sqrt(sizes.count()); // NaN of one crystal
      table.row(
          group.name(),
          sizes.count(),
          mean,
          Math.max(mean - half, 0),
          mean + half,
          Double.isNaN(half) ? mean : mean + half,
          sizes.quantile(0.5),
          sizes.quantile(0.9));
    }
    return new Figure(
        subject.id(kind),
        "Error by " + what,
        caption(subject, groups),
        FigureTemplate.of("group-errors")
            .fill(Map.of("groups", what, "error", subject.axis("mean absolute error"))),
        Map.of("groups", table));
  }

  private static String caption(Subject subject, List<CrystalGroup> groups) {
    Comparator<CrystalGroup> byError = Comparator.comparingDouble(GroupFigure::mae);
    CrystalGroup best = groups.stream().min(byError).orElseThrow();
    CrystalGroup worst = groups.stream().max(byError).orElseThrow();
    int count = groups.stream().mapToInt(group -> group.judgments().size()).sum();
    String ends =
        groups.size() == 1
            ? "There is one group only: %s.".formatted(words(subject, best))
            : "It is least for %s and largest for %s."
                .formatted(words(subject, best), words(subject, worst));
    return ("Mean absolute error of %s of the %s fold; lines are 95 %% intervals of the means, numbers"
            + " how many crystals there are. %s")
        .formatted(Spoken.crystals(count), subject.fold().name(), ends);
  }

  private static String words(Subject subject, CrystalGroup group) {
    return "%s (%s, %s)"
        .formatted(
            group.name(), subject.amount(mae(group)), Spoken.crystals(group.judgments().size()));
  }

  private static double mae(CrystalGroup group) {
    return JudgedFold.errorSizes(group.judgments()).mean();
  }
}
