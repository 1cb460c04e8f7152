package org.latticework.pipeline.leakage;

import java.util.List;
import java.util.Map;

/**
 * How much training knows of what is judged.
 *
 * @param levels what is shared at each level, finest first
 * @param quantiles of the distance, Å, of a test material from the nearest training material of the
 *     same elements, by the share of those that have one; empty where none has
 * @param apart materials of the test fold without a nearest: training has none of these elements
 *     alone, or the material has no fingerprint
 * @param newElements elements that training lacks, with how many test materials have each
 */
public record Leakage(
    List<LevelLeak> levels,
    Map<Double, Double> quantiles,
    long apart,
    Map<String, Long> newElements) {
  public Leakage {
    levels = List.copyOf(levels);
    quantiles = Map.copyOf(quantiles);
    newElements = Map.copyOf(newElements);
  }
}
