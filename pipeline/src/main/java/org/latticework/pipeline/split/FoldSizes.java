package org.latticework.pipeline.split;

/**
 * How many folds there are, and how large.
 *
 * @param fractions how much goes to which fold. Where the test fold is named or one of several, its
 *     fraction is unused, and that of validation is one of what is not test.
 * @param exact whether groups are counted, so that sizes are met as nearly as groups allow; then
 *     folds change as materials come
 * @param folds of a cross-validation, one split each; 0 for none
 * @param innerFolds of each of its splits, one split each; 0 for none
 */
public record FoldSizes(FoldFractions fractions, boolean exact, int folds, int innerFolds) {
  /** Most splits of one command. */
  static final int MOST = 100;

  public FoldSizes {
    for (int number : new int[] {folds, innerFolds}) {
      if (!(number == 0 || (number >= 2 && number <= MOST))) {
        throw new IllegalArgumentException(
            "folds and inner-folds are 2 to %d, or 0 for none, got %d and %d"
                .formatted(MOST, folds, innerFolds));
      }
    }
    requireFew(folds, innerFolds);
  }

  /**
   * Checks that one command does not make too many splits.
   *
   * @param outer splits without those of inner folds
   * @throws IllegalArgumentException if it would
   */
  void requireFew(int outer) {
    requireFew(outer, innerFolds);
  }

  private static void requireFew(int outer, int inner) {
    if (inner > 0 && (long) outer * inner > MOST) {
      throw new IllegalArgumentException(
          "One command makes %d splits at most, got %d times %d by inner-folds: take fewer"
              .formatted(MOST, outer, inner));
    }
  }

  /** Returns one split whose sizes are met on average. */
  public static FoldSizes of(FoldFractions fractions) {
    return new FoldSizes(fractions, false, 0, 0);
  }
}
