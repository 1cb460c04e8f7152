package org.latticework.pipeline.featurize;

/**
 * What became of the materials. Each has exactly one fate: {@code materials = featurized +
 * unchanged + rejected}, or this record cannot be made.
 *
 * @param materials rows of the materials table
 * @param featurized materials whose graph was made by this run; materials with equal structures
 *     share one graph
 * @param unchanged materials whose graph was there
 * @param rejected materials of which no graph can be made, found now or by an earlier run
 * @param atoms atoms in the graphs made by this run
 * @param edges directed edges in the graphs made by this run
 * @param graphConfig id of the configuration
 */
public record FeaturizeResult(
    long materials,
    long featurized,
    long unchanged,
    long rejected,
    long atoms,
    long edges,
    String graphConfig) {
  public FeaturizeResult {
    if (materials != featurized + unchanged + rejected) {
      throw new IllegalStateException(
          "Of %d materials featurized %d, unchanged %d, rejected %d"
              .formatted(materials, featurized, unchanged, rejected));
    }
  }
}
