package org.latticework.pipeline.trainingset;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latticework.pipeline.split.FoldHash;

/**
 * Smaller training sets within larger ones: the first N of one order. Groups of the split follow
 * each other whole, so a small set has few groups with all of their materials, as a small
 * collection would; the last group may be cut.
 */
public final class NestedSubsets {
  private NestedSubsets() {}

  /**
   * Orders materials by u(seed, group), then by u(seed, material id), which {@link FoldHash} draws:
   * what else there is does not move them against each other.
   *
   * @param materialIds distinct names
   * @param groups of each the group
   * @param seed another seed, another order
   * @return places in the lists
   */
  public static int[] order(List<String> materialIds, List<String> groups, long seed) {
    return IntStream.range(0, materialIds.size())
        .mapToObj(k -> Key.of(k, materialIds.get(k), groups.get(k), seed))
        .sorted(
            Comparator.comparingDouble(Key::groupHash)
                .thenComparing(Key::group)
                .thenComparingDouble(Key::hash)
                .thenComparing(Key::materialId))
        .mapToInt(Key::place)
        .toArray();
  }

  private record Key(int place, String group, double groupHash, String materialId, double hash) {
    static Key of(int place, String materialId, String group, long seed) {
      return new Key(
          place,
          group,
          FoldHash.uniform(seed, group),
          materialId,
          FoldHash.uniform(seed, materialId));
    }
  }
}
