package org.latticework.pipeline.split;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latticework.pipeline.table.MaterialTable;

/** What makes materials stay together. */
public enum SplitStrategy {
  /**
   * Nothing: each material decides for itself, so that polymorphs fall on both sides. For
   * comparison only.
   */
  RANDOM(MaterialTable.MATERIAL_ID),
  /** The reduced formula: all polymorphs of a compound share a fold. */
  COMPOSITION(MaterialTable.REDUCED_FORMULA),
  /** The set of elements: all compounds of a chemical system share a fold. */
  CHEMICAL_SYSTEM(MaterialTable.CHEMICAL_SYSTEM),
  /** A file of decisions made elsewhere: CSV with the columns material_id and fold. */
  FILE(MaterialTable.MATERIAL_ID);

  private final String groupColumn;

  SplitStrategy(String groupColumn) {
    this.groupColumn = groupColumn;
  }

  /** Returns the column of the materials table that names the group. */
  String groupColumn() {
    return groupColumn;
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
