package org.latticework.pipeline.split;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.group.Level;

/**
 * How to split.
 *
 * @param name of the split, or what the names of several begin with; letters, digits, dot, dash and
 *     underscore
 * @param criterion what makes a material one to judge by
 * @param grouping what must stay together besides
 * @param sizes how many folds there are, and how large
 * @param seed another seed assigns the groups in another way
 * @param release the release whose materials are split; if empty, all as they are now
 * @param overwrite whether a split of this name that decided otherwise may be replaced
 */
public record SplitOptions(
    String name,
    Criterion criterion,
    Grouping grouping,
    FoldSizes sizes,
    long seed,
    Optional<String> release,
    boolean overwrite) {
  public SplitOptions {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "The name of a split has letters, digits, dot, dash and underscore, got '%s'"
              .formatted(name));
    }
    SplitStrategy strategy = criterion.strategy();
    refuse(
        strategy.isGiven() && !(grouping.keepApart().isEmpty() && grouping.keepInTrain().isEmpty()),
        "keep-apart and keep-in-train cannot change folds that are given by " + strategy.word());
    refuse(
        strategy == SplitStrategy.FILE
            && (grouping.validationStrategy().isPresent() || sizes.innerFolds() > 0),
        "A file says which materials validate: no validation-strategy and no inner-folds with it");
    refuse(
        strategy == SplitStrategy.RELEASE && !grouping.keepInTrain().isEmpty(),
        "keep-in-train would learn from what came after the release: not with the strategy release");
    refuse(
        sizes.folds() > 0
            && !strategy.isHashed()
            && !(strategy == SplitStrategy.MATBENCH && sizes.folds() == MatbenchFolds.FOLDS),
        "folds belongs to strategies that hash groups, such as composition, not to "
            + strategy.word());
    refuse(
        sizes.innerFolds() > 0 && !isSeveral(strategy, sizes),
        "inner-folds belongs to folds, to leave-one-out and to matbench");
    sizes.requireFew(strategy == SplitStrategy.MATBENCH ? MatbenchFolds.FOLDS : 0);
    refuse(
        criterion.level().isPresent() && criterion.leaveOut().size() > FoldSizes.MOST,
        "One command makes %d splits at most, leave-out names %d"
            .formatted(FoldSizes.MOST, criterion.leaveOut().size()));
    sizes.requireFew(criterion.level().isPresent() ? criterion.leaveOut().size() : 0);
    refuse(
        sizes.exact()
            && (!strategy.isHashed()
                || release.isEmpty()
                || grouping.validationStrategy().isPresent()),
        "exact belongs to strategies that hash groups, with as-of (unversioned, where dumps name no"
            + " release) and without validation-strategy");
  }

  private static void refuse(boolean wrong, String complaint) {
    if (wrong) {
      throw new IllegalArgumentException(complaint);
    }
  }

  private static boolean isSeveral(SplitStrategy strategy, FoldSizes sizes) {
    return sizes.folds() > 0
        || strategy == SplitStrategy.LEAVE_ONE_OUT
        || strategy == SplitStrategy.MATBENCH;
  }

  /** Returns a split of all materials that decides by hashing. */
  public static SplitOptions of(
      String name, SplitStrategy strategy, FoldFractions fractions, long seed) {
    return of(name, Criterion.of(strategy), FoldSizes.of(fractions), seed);
  }

  /** Returns a split of all materials. */
  public static SplitOptions of(String name, Criterion criterion, FoldSizes sizes, long seed) {
    return new SplitOptions(name, criterion, Grouping.NONE, sizes, seed, Optional.empty(), false);
  }

  /** Returns the same split with other groups. */
  public SplitOptions with(Grouping other) {
    return new SplitOptions(name, criterion, other, sizes, seed, release, overwrite);
  }

  /** Returns the same split of the materials of a release. */
  public SplitOptions asOf(String other) {
    return new SplitOptions(name, criterion, grouping, sizes, seed, Optional.of(other), overwrite);
  }

  /** Returns the same split, free to replace one of its name. */
  public SplitOptions overwriting() {
    return new SplitOptions(name, criterion, grouping, sizes, seed, release, true);
  }

  /** Returns whether several splits are made, whose names begin with this one's. */
  public boolean isSeveral() {
    return isSeveral(criterion.strategy(), sizes);
  }

  /** Returns the levels that the test fold shares with no other. */
  List<Level> levels() {
    Level own = criterion.strategy().level();
    return withKeptApart(
        List.of(criterion.level().filter(level -> !level.isOfElements()).orElse(own)));
  }

  /** Returns the levels that training and validation do not share. */
  List<Level> validationLevels() {
    Optional<Level> own = grouping.validationStrategy().map(SplitStrategy::level);
    if (criterion.strategy() == SplitStrategy.RELEASE) {
      return withKeptApart(List.of(own.orElse(Level.COMPOSITION), Level.NEAR_DUPLICATE));
    }
    return own.map(level -> withKeptApart(List.of(level))).orElseGet(this::levels);
  }

  /** Returns whether validation draws apart from the test: by a strategy that is another. */
  boolean hasOwnValidation() {
    return grouping.validationStrategy().isPresent() && !validationLevels().equals(levels());
  }

  private List<Level> withKeptApart(List<Level> levels) {
    Set<Level> all = EnumSet.copyOf(levels);
    all.addAll(grouping.keepApart());
    if (all.size() > 1) {
      all.remove(Level.MATERIAL);
    }
    return List.copyOf(all);
  }
}
