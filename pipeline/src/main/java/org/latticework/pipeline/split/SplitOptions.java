package org.latticework.pipeline.split;

import java.util.Optional;

/**
 * How to split.
 *
 * @param name of the split; letters, digits, dot, dash and underscore
 * @param strategy what makes materials stay together
 * @param fractions how much goes to which fold; unused by {@link SplitStrategy#FILE}
 * @param seed another seed assigns the groups in another way
 * @param file the decisions, for {@link SplitStrategy#FILE} and only for it
 * @param overwrite whether a split of this name that decided otherwise may be replaced
 * @param release the release whose materials are split; if empty, all as they are now
 */
public record SplitOptions(
    String name,
    SplitStrategy strategy,
    FoldFractions fractions,
    long seed,
    Optional<String> file,
    boolean overwrite,
    Optional<String> release) {
  public SplitOptions {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "The name of a split has letters, digits, dot, dash and underscore, got '%s'"
              .formatted(name));
    }
    if (file.isPresent() != (strategy == SplitStrategy.FILE)) {
      throw new IllegalArgumentException(
          "A file of folds belongs to the strategy file and to no other, got %s with %s"
              .formatted(strategy.word(), file.orElse("no file")));
    }
  }

  /** Returns a split of all materials that decides by hashing. */
  public static SplitOptions of(
      String name, SplitStrategy strategy, FoldFractions fractions, long seed) {
    return new SplitOptions(
        name, strategy, fractions, seed, Optional.empty(), false, Optional.empty());
  }

  /** Returns the same split, free to replace one of its name. */
  public SplitOptions overwriting() {
    return new SplitOptions(name, strategy, fractions, seed, file, true, release);
  }
}
