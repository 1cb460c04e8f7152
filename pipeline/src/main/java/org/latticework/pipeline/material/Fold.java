package org.latticework.pipeline.material;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part that a material plays: to be learned from, to stop by, or to judge by. */
public enum Fold {
  TRAIN,
  VALIDATION,
  TEST;

  /** Returns the word used in tables: {@code "train"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the fold with the given word.
   *
   * @throws IllegalArgumentException if there is none; the message lists the words
   */
  public static Fold ofWord(String word) {
    for (Fold fold : values()) {
      if (fold.word().equals(word)) {
        return fold;
      }
    }
    String words = Arrays.stream(values()).map(Fold::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("A fold is one of %s, got '%s'".formatted(words, word));
  }
}
