package org.latticework.pipeline.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms that other tools read. */
public enum ExportFormat {
  /**
   * Comma-separated values with a header; quotes where needed, nothing for null. Scalar columns
   * only.
   */
  CSV,
  /** One JSON object a line; arrays as JSON arrays, null for null. */
  JSONL;

  /** Returns the word for configurations and command lines. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the format with the given word.
   *
   * @throws IllegalArgumentException if there is none; the message lists the words
   */
  public static ExportFormat ofWord(String word) {
    for (ExportFormat format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    String words =
        Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "An export format is one of %s, got '%s'".formatted(words, word));
  }
}
