package org.latticework.report.certainty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.latticework.report.judged.Judgment;
import org.latticework.report.judged.NumberMetrics;

/**
 * Crystals of which an ensemble is about equally sure.
 *
 * @param judgments from the surest; at least one
 */
record DeviationGroup(List<Judgment> judgments) {
  DeviationGroup {
    judgments = List.copyOf(judgments);
  }

  /** Puts crystals into groups of about equal size, the surest first. */
  static List<DeviationGroup> of(List<Judgment> judgments, int most) {
    List<Judgment> sorted =
        judgments.stream()
            .sorted(
                Comparator.comparingDouble((Judgment each) -> each.certainty().deviation())
                    .thenComparing(each -> each.crystal().id()))
            .toList();
    int size = sorted.size();
    int count = Math.min(most, size);
    List<DeviationGroup> groups = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) size * k / count);
      int to = (int) ((long) size * (k + 1) / count);
      groups.add(new DeviationGroup(sorted.subList(from, to)));
    }
    return groups;
  }

  /** Returns the least deviation. */
  double from() {
    return judgments.get(0).certainty().deviation();
  }

  /** Returns the largest deviation. */
  double to() {
    return judgments.get(judgments.size() - 1).certainty().deviation();
  }

  /** Returns the root mean square of the predicted deviations. */
  double predicted() {
    double sum = 0;
    for (Judgment judgment : judgments) {
      sum += judgment.certainty().deviation() * judgment.certainty().deviation();
    }
    return Math.sqrt(sum / judgments.size());
  }

  /** Returns the root mean square error. */
  double observed() {
    return NumberMetrics.of(judgments).rmse();
  }
}
