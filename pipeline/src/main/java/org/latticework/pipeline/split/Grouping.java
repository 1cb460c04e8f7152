package org.latticework.pipeline.split;

import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.group.Level;

/**
 * What must stay together beside what the strategy keeps together.
 *
 * @param keepApart levels none of whose values may be in two folds
 * @param keepInTrain what is always learned from, with its whole groups: {@code elements}, {@code
 *     binary}, {@code ternary} or names of materials
 * @param validationStrategy what is kept apart between training and validation; if empty, the same
 *     as between them and the test
 */
public record Grouping(
    List<Level> keepApart, List<String> keepInTrain, Optional<SplitStrategy> validationStrategy) {
  /** The strategy's own groups and nothing more. */
  public static final Grouping NONE = new Grouping(List.of(), List.of(), Optional.empty());

  public Grouping {
    keepApart = List.copyOf(keepApart);
    keepInTrain = List.copyOf(keepInTrain);
    for (Level level : keepApart) {
      if (level.isOfElements() || level == Level.MATERIAL) {
        throw new IllegalArgumentException(
            "keep-apart takes structure, near-duplicate, protostructure, composition, prototype and"
                + " chemical-system, got "
                + level.word());
      }
    }
    if (validationStrategy.isPresent() && !validationStrategy.get().isHashed()) {
      throw new IllegalArgumentException(
          "validation-strategy is one that hashes groups, such as composition or random, got "
              + validationStrategy.get().word());
    }
  }

  /** Returns the grouping by levels that must not be cut. */
  public static Grouping keepingApart(Level... levels) {
    return new Grouping(List.of(levels), List.of(), Optional.empty());
  }
}
