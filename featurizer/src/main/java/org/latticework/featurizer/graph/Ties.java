package org.latticework.featurizer.graph;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of neighbors that are as far away as the last that an atom keeps. */
public enum Ties {
  /** The atom keeps all of them: those in the {@linkplain DistanceShells shell} of the last. */
  ALL,
  /** The atom keeps no more than its cap, in the order of the tie rule. */
  CUT;

  /** Returns the word of settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what a word of settings means.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Ties ofWord(String word) {
    return Arrays.stream(values())
        .filter(ties -> ties.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Need all or cut, got " + word));
  }
}
