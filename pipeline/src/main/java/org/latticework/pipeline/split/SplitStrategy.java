package org.latticework.pipeline.split;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latticework.pipeline.group.Level;

/** What decides which materials are judged by. */
public enum SplitStrategy {
  /**
   * Nothing: each material decides for itself, so that polymorphs fall on both sides. For
   * comparison only.
   */
  RANDOM(Level.MATERIAL, true),
  /** The structure: the same crystal under several names stays together. */
  STRUCTURE(Level.STRUCTURE, true),
  /** Crystals that can hardly be told apart stay together. */
  NEAR_DUPLICATE(Level.NEAR_DUPLICATE, true),
  /** One compound in one prototype stays together. */
  PROTOSTRUCTURE(Level.PROTOSTRUCTURE, true),
  /** The reduced formula: all polymorphs of a compound share a fold. */
  COMPOSITION(Level.COMPOSITION, true),
  /** The prototype: all crystals of one geometry share a fold, whatever their elements. */
  PROTOTYPE(Level.PROTOTYPE, true),
  /** The set of elements: all compounds of a chemical system share a fold. */
  CHEMICAL_SYSTEM(Level.CHEMICAL_SYSTEM, true),
  /** Named elements: a material that has one of them is test. */
  LEAVE_ELEMENTS_OUT(Level.COMPOSITION, false),
  /** A level: as many splits as it has values, or as are named, each with one of them as test. */
  LEAVE_ONE_OUT(Level.COMPOSITION, false),
  /** Time: what came after a release is test, unless it is a near-duplicate of what was there. */
  RELEASE(Level.NEAR_DUPLICATE, false),
  /** The five folds of Matbench. */
  MATBENCH(Level.MATERIAL, false),
  /** A file of decisions made elsewhere. */
  FILE(Level.MATERIAL, false);

  private final Level level;
  private final boolean hashed;

  SplitStrategy(Level level, boolean hashed) {
    this.level = level;
    this.hashed = hashed;
  }

  /** Returns what stays together where nothing else is asked for. */
  Level level() {
    return level;
  }

  /** Returns whether the hash of a group alone decides its fold. */
  boolean isHashed() {
    return hashed;
  }

  /** Returns whether the folds are given and not made: by a file or by Matbench. */
  boolean isGiven() {
    return this == MATBENCH || this == FILE;
  }

  /** Returns the word for configurations and command lines: {@code "chemical-system"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the strategy with the given word.
   *
   * @throws IllegalArgumentException if there is none; the message lists the words
   */
  public static SplitStrategy ofWord(String word) {
    for (SplitStrategy strategy : values()) {
      if (strategy.word().equals(word)) {
        return strategy;
      }
    }
    String words =
        Arrays.stream(values()).map(SplitStrategy::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "A split strategy is one of %s, got '%s'".formatted(words, word));
  }
}
