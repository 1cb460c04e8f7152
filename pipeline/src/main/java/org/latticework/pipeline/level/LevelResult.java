package org.latticework.pipeline.level;

/**
 * What an update of the levels did.
 *
 * @param structures that were given their levels
 * @param alone of these, how many have no fingerprint, as sites coincide or the cell cannot be
 *     searched: each is a class of its own
 * @param work of the clustering
 */
public record LevelResult(long structures, long alone, ClusteringFacts work) {
  static final LevelResult NOTHING_NEW = new LevelResult(0, 0, ClusteringFacts.NONE);
}
