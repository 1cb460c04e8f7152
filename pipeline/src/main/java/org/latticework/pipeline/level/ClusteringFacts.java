package org.latticework.pipeline.level;

import java.io.Serializable;
import org.latticework.featurizer.fingerprint.Leaders;

/**
 * How much work a clustering was.
 *
 * @param crystals that were given a class
 * @param candidates pairs of a crystal and a leader within reach by their means and volumes
 * @param comparisons of these, how many were compared row by row
 * @param worstBlock formula, or formula without elements, of most candidates; empty where there
 *     were none
 * @param worstCandidates how many those were
 */
public record ClusteringFacts(
    long crystals, long candidates, long comparisons, String worstBlock, long worstCandidates)
    implements Serializable {
  static final ClusteringFacts NONE = new ClusteringFacts(0, 0, 0, "", 0);

  /** Returns the work of one block. */
  static ClusteringFacts of(String block, Leaders leaders) {
    long candidates = leaders.candidates();
    return candidates == 0
        ? NONE
        : new ClusteringFacts(0, candidates, leaders.comparisons(), block, candidates);
  }

  static ClusteringFacts ofCrystals(long crystals) {
    return new ClusteringFacts(crystals, 0, 0, "", 0);
  }

  ClusteringFacts plus(ClusteringFacts other) {
    boolean worse =
        other.worstCandidates > worstCandidates
            || (other.worstCandidates == worstCandidates
                && other.worstBlock.compareTo(worstBlock) < 0);
    ClusteringFacts worst = worse ? other : this;
    return new ClusteringFacts(
        crystals + other.crystals,
        candidates + other.candidates,
        comparisons + other.comparisons,
        worst.worstBlock,
        worst.worstCandidates);
  }
}
