package org.latticework.trainer.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which runs of a sweep are worth all cores. Runs side by side, the largest first, end when all
 * have had their share of the cores, Σ cost / C, or when the largest ends, whichever is later. A
 * run that costs more than the share would be alone at the end, with all other cores idle.
 */
public final class CostModel {
  private CostModel() {}

  /**
   * Returns how many workers train such a run: each has a batch of an epoch at least, else cores
   * would wait for each other more than they learn.
   *
   * @param cores C
   * @param batches that one worker would have in an epoch
   */
  public static int workers(int cores, int batches) {
    return Math.max(1, Math.min(cores, batches));
  }

  /**
   * Returns the runs that should be trained by all cores together, before the others: the largest,
   * as long as it costs more than the share of what is left.
   *
   * @param costs of runs on one core, by name, in any unit
   * @param cores C
   */
  public static Set<String> large(Map<String, Double> costs, int cores) {
    List<Map.Entry<String, Double>> left = new ArrayList<>(costs.entrySet());
    left.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    double sum = left.stream().mapToDouble(Map.Entry::getValue).sum();
    Set<String> large = new HashSet<>();
    for (Map.Entry<String, Double> run : left) {
      if (cores == 1 || run.getValue() <= sum / cores) {
        break;
      }
      large.add(run.getKey());
      sum -= run.getValue();
    }
    return large;
  }
}
