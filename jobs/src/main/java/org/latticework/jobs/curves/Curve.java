package org.latticework.jobs.curves;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.latticework.trainer.learningcurve.LearningCurve;
import org.latticework.trainer.learningcurve.Run;

/**
 * Runs that differ in size and seed alone.
 *
 * @param name what sets them apart from other curves of the sweep; empty for the only one
 * @param error what the errors are: mae, scaled_mae, log_loss
 * @param labeled crystals of all folds that could be learned from
 * @param runs by size, and by seed within a size
 * @param fit the law that they follow; empty where there is one size, or an error is 0
 */
public record Curve(
    String name, String error, long labeled, List<Run> runs, Optional<LearningCurve> fit) {
  public Curve {
    runs = List.copyOf(runs);
  }

  /** Returns the runs of each size. */
  SortedMap<Long, List<Run>> bySize() {
    return runs.stream().collect(groupingBy(Run::crystals, TreeMap::new, toList()));
  }

  /** Returns the mean error of runs. */
  static double mean(List<Run> runs) {
    return runs.stream().mapToDouble(Run::error).average().orElse(Double.NaN);
  }

  /** Returns the standard deviation of one run, from n − 1 of them; NaN for fewer than two. */
  static double std(List<Run> runs) {
    if (runs.size() < 2) {
      return Double.NaN;
    }
    double mean = mean(runs);
    double squares =
        runs.stream().mapToDouble(run -> (run.error() - mean) * (run.error() - mean)).sum();
    return Math.sqrt(squares / (runs.size() - 1));
  }
}
