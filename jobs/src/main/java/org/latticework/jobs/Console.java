package org.latticework.jobs;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What the user sees while a job works.
 *
 * @param out where the lines go
 * @param terminal whether somebody looks on, so that a line may be redrawn
 */
record Console(PrintWriter out, boolean terminal) {
  /** Width that no line should pass. */
  static final int COLUMNS = 100;

  /** Prints a line; numbers look the same in every country. */
  @SuppressWarnings(
      "AnnotateFormatMethod") // the annotation is in a library we otherwise have no use for
  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
