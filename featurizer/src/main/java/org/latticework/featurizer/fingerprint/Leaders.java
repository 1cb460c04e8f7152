package org.latticework.featurizer.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Leader clustering (Hartigan, Clustering Algorithms, 1975): a crystal belongs to the nearest
 * leader within a threshold, and becomes a leader where there is none. All members of a class are
 * within the threshold of its leader: classes do not grow by chains. Classes depend on the order in
 * which crystals come, but no crystal that comes later changes those before it.
 *
 * <p>Leaders are sought by the mean of their distances, which two crystals within the threshold
 * have within the threshold too; then by their mean rows; then by the rows themselves.
 */
public final class Leaders {
  private final double threshold;
  private final double volumeRatio;
  private final TreeMap<Double, List<Leader>> leaders = new TreeMap<>(); // by mean distance
  private long candidates;
  private long comparisons;

  /**
   * @param threshold largest distance from a leader, in units of the rows
   * @param volumeRatio largest ratio of two volumes an atom that are compared; 1 or more, may be
   *     infinite
   */
  public Leaders(double threshold, double volumeRatio) {
    if (!(threshold >= 0 && volumeRatio >= 1)) {
      throw new IllegalArgumentException(
          "Need threshold >= 0 and volumeRatio >= 1, got %s and %s"
              .formatted(threshold, volumeRatio));
    }
    this.threshold = threshold;
    this.volumeRatio = volumeRatio;
  }

  /**
   * Names a crystal a leader, whatever is near.
   *
   * @param atomVolume Å³
   */
  public void add(String name, WeightedRows rows, double atomVolume) {
    leaders
        .computeIfAbsent(rows.mean(), mean -> new ArrayList<>())
        .add(new Leader(name, rows, atomVolume));
  }

  /** Returns the leader of a crystal: the nearest, by name where two are as near, or itself. */
  public Match assign(String name, WeightedRows rows, double atomVolume) {
    Match nearest = new Match(name, Double.POSITIVE_INFINITY);
    for (List<Leader> some :
        leaders.subMap(rows.mean() - threshold, true, rows.mean() + threshold, true).values()) {
      for (Leader leader : some) {
        nearest = nearer(nearest, leader, rows, atomVolume);
      }
    }
    if (nearest.distance() <= threshold) {
      return nearest;
    }
    add(name, rows, atomVolume);
    return new Match(name, 0);
  }

  private Match nearer(Match nearest, Leader leader, WeightedRows rows, double atomVolume) {
    double ratio = leader.atomVolume / atomVolume;
    if (ratio > volumeRatio || 1 / ratio > volumeRatio) {
      return nearest;
    }
    candidates++;
    double limit = Math.min(threshold, nearest.distance());
    if (rows.boundOf(leader.rows) > limit) {
      return nearest;
    }
    comparisons++;
    double distance = rows.distance(leader.rows, limit);
    boolean isNearer =
        distance < nearest.distance()
            || (distance == nearest.distance() && leader.name.compareTo(nearest.leader()) < 0);
    return distance <= threshold && isNearer ? new Match(leader.name, distance) : nearest;
  }

  /** Returns how many pairs were looked at: those within the threshold by mean and volume. */
  public long candidates() {
    return candidates;
  }

  /** Returns how many pairs were compared row by row: the expensive part of the work. */
  public long comparisons() {
    return comparisons;
  }

  private record Leader(String name, WeightedRows rows, double atomVolume) {}

  /**
   * To which leader a crystal belongs.
   *
   * @param leader its name
   * @param distance from it, in units of the rows; 0 for the leader itself
   */
  public record Match(String leader, double distance) {}
}
