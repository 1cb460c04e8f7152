package org.latticework.pipeline.featurize;

/**
 * What became of the materials. Each has exactly one fate: {@code materials = featurized +
 * unchanged + rejected}, or this record cannot be made.
 *
 * @param materials rows of the materials table
 * @param featurized materials whose graph was made by this run; materials with equal structures
 *     share one graph
 * @param unchanged materials whose graph was there
 * @param rejected materials whose graph cannot be made, found now or by an earlier run
 * @param graphConfig id of the recipe
 * @param work what was done for the graphs made by this run
 */
public record FeaturizeResult(
    long materials,
    long featurized,
    long unchanged,
    long rejected,
    String graphConfig,
    FeaturizeWork work) {
  public FeaturizeResult {
    if (materials != featurized + unchanged + rejected) {
      throw new IllegalStateException(
          "Of %d materials featurized %d, unchanged %d, rejected %d"
              .formatted(materials, featurized, unchanged, rejected));
    }
  }
}
