package org.latticework.pipeline.export;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The forms that other tools read. */
public enum ExportFormat {
  /**
   * Comma-separated values with a header; quotes where needed, nothing for null. Scalar columns
   * only.
   */
  CSV,
  /**
   * The same for spreadsheets, which take a text for a formula where it begins with one of = + - @:
   * such a text has an apostrophe in front. Numbers stay as they are.
   */
  CSV_FOR_SPREADSHEETS,
  /** One JSON object a line; arrays as JSON arrays, null for null. */
  JSONL;

  /** Returns the word for configurations and command lines. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the format with the given word; that for spreadsheets is CSV with an option.
   *
   * @throws IllegalArgumentException if there is none; the message lists the words
   */
  public static ExportFormat ofWord(String word) {
    List<ExportFormat> formats = List.of(CSV, JSONL);
    for (ExportFormat format : formats) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    String words = formats.stream().map(ExportFormat::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "An export format is one of %s, got '%s'".formatted(words, word));
  }
}
