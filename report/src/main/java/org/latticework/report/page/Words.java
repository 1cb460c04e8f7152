package org.latticework.report.page;

/**
 * Sentences.
 *
 * @param text as it is read: not HTML
 * @param warning whether a reader should not miss it
 */
public record Words(String text, boolean warning) implements Part {
  /** Returns sentences like all others. */
  public static Words of(String text) {
    return new Words(text, false);
  }

  /** Returns sentences that a reader should not miss. */
  public static Words warning(String text) {
    return new Words(text, true);
  }
}
