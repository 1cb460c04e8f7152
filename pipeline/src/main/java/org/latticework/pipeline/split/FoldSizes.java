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
  /** Most splits of one cross-validation. */
  private static final int MOST = 100;

  public FoldSizes {
    for (int number : new int[] {folds, innerFolds}) {
      if (!(number == 0 || (number >= 2 && number <= MOST))) {
        throw new IllegalArgumentException(
            "folds and inner-folds are 2 to %d, or 0 for none, got %d and %d"
                .formatted(MOST, folds, innerFolds));
      }
    }
  }

  /** Returns one split whose sizes are met on average. */
  public static FoldSizes of(FoldFractions fractions) {
    return new FoldSizes(fractions, false, 0, 0);
  }
}
