package org.latticework.pipeline.split;

import org.latticework.pipeline.material.Fold;

/** Which folds must not be empty, and what to do where one would be. */
final class EmptyFolds {
  private final SplitOptions options;
  private final SplitStrategy strategy;
  private final FoldSizes sizes;

  EmptyFolds(SplitOptions options) {
    this.options = options;
    this.strategy = options.criterion().strategy();
    this.sizes = options.sizes();
  }

  /** Returns whether a fold should have materials. */
  boolean isWanted(Fold fold) {
    boolean file = strategy == SplitStrategy.FILE;
    return switch (fold) {
      case TRAIN -> true;
      case VALIDATION -> !file && (sizes.innerFolds() > 0 || sizes.fractions().validation() > 0);
      case TEST ->
          !file && (sizes.folds() > 0 || !strategy.isHashed() || sizes.fractions().test() > 0);
    };
  }

  /**
   * Returns whether a fold that is empty refuses the split. Where hashes alone decide on one split,
   * an empty test or validation is chance, and materials that come later may fill it.
   */
  boolean isRefused(Fold fold) {
    return fold == Fold.TRAIN || !strategy.isHashed() || options.isSeveral() || sizes.exact();
  }

  /** Returns what may fill the fold. */
  String remedy(Fold fold) {
    boolean counted = strategy.isHashed();
    if (!isRefused(fold)) {
      return "there are few groups; another split.seed may do";
    }
    return switch (fold) {
      case TRAIN ->
          strategy == SplitStrategy.FILE
              ? "name in the file what is learned from, as the names of materials here have it"
              : "leave less out, or keep fewer levels apart";
      case VALIDATION ->
          sizes.innerFolds() > 0
              ? "there are few groups; take fewer split.inner-folds, or another split.seed"
              : sizes.exact()
                  ? "there are few groups; take a larger split.validation, or 0"
                  : "set split.validation to 0, or try another split.seed";
      case TEST ->
          sizes.exact() && counted
              ? "there are few groups; take a larger split.test, or 0"
              : counted
                  ? "there are few groups; take fewer split.folds, or another split.seed"
                  : "all that it would be judged by is kept in train, came before or gets no fold";
    };
  }
}
