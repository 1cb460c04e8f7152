package org.latticework.pipeline.level;

import java.io.Serializable;

/**
 * How much work a clustering was.
 *
 * @param crystals that were given a class
 * @param comparisons pairs of crystals compared row by row
 * @param worstBlock formula, or formula without elements, whose crystals took most of them; empty
 *     where there were none
 * @param worstComparisons how many those were
 */
public record ClusteringFacts(
    long crystals, long comparisons, String worstBlock, long worstComparisons)
    implements Serializable {
  static final ClusteringFacts NONE = new ClusteringFacts(0, 0, "", 0);

  static ClusteringFacts of(String block, long comparisons) {
    return comparisons == 0 ? NONE : new ClusteringFacts(0, comparisons, block, comparisons);
  }

  ClusteringFacts plus(ClusteringFacts other) {
    boolean worse =
        other.worstComparisons > worstComparisons
            || (other.worstComparisons == worstComparisons
                && other.worstBlock.compareTo(worstBlock) < 0);
    ClusteringFacts worst = worse ? other : this;
    return new ClusteringFacts(
        crystals + other.crystals,
        comparisons + other.comparisons,
        worst.worstBlock,
        worst.worstComparisons);
  }
}
