package org.latticework.pipeline.split;

import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.group.ElementChoice;
import org.latticework.pipeline.group.Level;

/**
 * What makes a material one to judge by.
 *
 * @param strategy the kind of decision
 * @param file the decisions, for {@link SplitStrategy#FILE} and only for it
 * @param refuseUnknown whether a file that names what is no material is refused
 * @param leaveOut elements, groups and rows for {@link SplitStrategy#LEAVE_ELEMENTS_OUT}; values of
 *     the level for {@link SplitStrategy#LEAVE_ONE_OUT}, where none stands for all
 * @param level whose values {@link SplitStrategy#LEAVE_ONE_OUT} leaves out one by one, and only it
 * @param trainUntil the last release that is learned from, for {@link SplitStrategy#RELEASE} and
 *     only for it
 */
public record Criterion(
    SplitStrategy strategy,
    Optional<String> file,
    boolean refuseUnknown,
    List<String> leaveOut,
    Optional<Level> level,
    Optional<String> trainUntil) {
  public Criterion {
    leaveOut = List.copyOf(leaveOut);
    if (file.isPresent() != (strategy == SplitStrategy.FILE)) {
      throw new IllegalArgumentException(
          "A file of folds belongs to the strategy file and to no other, got %s with %s"
              .formatted(strategy.word(), file.orElse("no file")));
    }
    requireTogether("level", level.map(Level::word), strategy, SplitStrategy.LEAVE_ONE_OUT);
    requireTogether("train-until", trainUntil, strategy, SplitStrategy.RELEASE);
    boolean elements = strategy == SplitStrategy.LEAVE_ELEMENTS_OUT;
    if (leaveOut.isEmpty() ? elements : !elements && strategy != SplitStrategy.LEAVE_ONE_OUT) {
      throw new IllegalArgumentException(
          "leave-out belongs to leave-elements-out, which needs it, and to leave-one-out, got %s with %s"
              .formatted(strategy.word(), leaveOut));
    }
    if (elements) {
      ElementChoice.of(leaveOut);
    }
  }

  private static void requireTogether(
      String key, Optional<String> value, SplitStrategy strategy, SplitStrategy its) {
    if (value.isPresent() != (strategy == its)) {
      throw new IllegalArgumentException(
          "%s belongs to the strategy %s, which needs it, got %s with %s"
              .formatted(key, its.word(), strategy.word(), value.orElse("none")));
    }
  }

  /** Returns a criterion that needs nothing but its strategy. */
  public static Criterion of(SplitStrategy strategy) {
    return new Criterion(
        strategy, Optional.empty(), false, List.of(), Optional.empty(), Optional.empty());
  }

  /** Returns the decisions of a file. */
  public static Criterion file(String file, boolean refuseUnknown) {
    return new Criterion(
        SplitStrategy.FILE,
        Optional.of(file),
        refuseUnknown,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the criterion that leaves elements out, named as {@link ElementChoice} has it. */
  public static Criterion leaveElementsOut(String... words) {
    return new Criterion(
        SplitStrategy.LEAVE_ELEMENTS_OUT,
        Optional.empty(),
        false,
        List.of(words),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the criterion that leaves out one value of a level after the other. */
  public static Criterion leaveOneOut(Level level, String... values) {
    return new Criterion(
        SplitStrategy.LEAVE_ONE_OUT,
        Optional.empty(),
        false,
        List.of(values),
        Optional.of(level),
        Optional.empty());
  }

  /** Returns the criterion that judges by what came after a release. */
  public static Criterion after(String release) {
    return new Criterion(
        SplitStrategy.RELEASE,
        Optional.empty(),
        false,
        List.of(),
        Optional.empty(),
        Optional.of(release));
  }
}
