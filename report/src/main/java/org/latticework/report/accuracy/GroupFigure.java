package org.latticework.report.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Subject;

/**
 * Mean absolute errors of groups of crystals, with 95 % intervals of the means by Student's t;
 * groups of fewer than five crystals have none, and are not called best or worst.
 */
final class GroupFigure {
  private static final int FEWEST = 5; // crystals for an interval, and for the caption to name

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
      double half = half(sizes);
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

  /** Returns half of the interval's width; NaN of too few crystals. */
  private static double half(Distribution sizes) {
    int count = sizes.count();
    return count < FEWEST
        ? Double.NaN
        : new TDistribution(count - 1).inverseCumulativeProbability(0.975)
            * sizes.deviation()
            / Math.sqrt(count);
  }

  private static String caption(Subject subject, List<CrystalGroup> groups) {
    int count = groups.stream().mapToInt(group -> group.judgments().size()).sum();
    return ("Mean absolute error of %s of the %s fold; lines are 95 %% intervals of the means of five"
            + " crystals or more, numbers how many crystals there are. %s")
        .formatted(Written.crystals(count), subject.fold().name(), ends(subject, groups));
  }

  private static String ends(Subject subject, List<CrystalGroup> groups) {
    if (groups.size() == 1) {
      return "There is one group only: %s.".formatted(words(subject, groups.get(0)));
    }
    List<CrystalGroup> ranked =
        groups.stream()
            .filter(group -> group.judgments().size() >= FEWEST)
            .sorted(Comparator.comparingDouble(GroupFigure::mae))
            .toList();
    if (ranked.size() < 2) {
      return "There are no two groups of five crystals to compare.";
    }
    return "Of the groups of at least five crystals, it is least for %s and largest for %s."
        .formatted(words(subject, ranked.get(0)), words(subject, ranked.get(ranked.size() - 1)));
  }

  private static String words(Subject subject, CrystalGroup group) {
    return "%s (%s, %s)"
        .formatted(
            group.name(), subject.amount(mae(group)), Written.crystals(group.judgments().size()));
  }

  private static double mae(CrystalGroup group) {
    return JudgedFold.errorSizes(group.judgments()).mean();
  }
}
