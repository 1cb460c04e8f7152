package org.latticework.pipeline.ingest.atomlist;

import java.util.List;
import java.util.regex.Pattern;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.material.RejectionReason;

/** Numbers in lines of text. */
final class Numbers {
  private static final Pattern SPACE = Pattern.compile("[\\s]+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eEdD][+-]?[0-9]{1,4})?");
  private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final int MAX_WORDS = CifCrystal.MAX_SITES + 1; // each atom of another element
  private static final int SHOWN = 40; // characters

  private Numbers() {}

  /** Returns the words of a line; of more than any line needs, the last one is the rest of it. */
  static List<String> words(String line) {
    String stripped = line.strip();
    return stripped.isEmpty() ? List.of() : List.of(SPACE.split(stripped, MAX_WORDS));
  }

  /** Returns whether a word is a number, also as Fortran writes it: {@code 1.5D0}. */
  static boolean isNumber(String word) {
    return NUMBER.matcher(word).matches() || NOT_FINITE.matcher(word).matches();
  }

  /** Returns whether a word is a whole number without a sign. */
  static boolean isWhole(String word) {
    return WHOLE.matcher(word).matches();
  }

  /**
   * Returns the number that a word is.
   *
   * @param what it is, for the message
   * @throws AtomListException if it is none, or none that is finite
   */
  static double number(String what, String word) throws AtomListException {
    if (!isNumber(word)) {
      throw new AtomListException(
          RejectionReason.MALFORMED_FIELD,
          "%s should be a number, is %s".formatted(what, shown(word)));
    }
    double value =
        NOT_FINITE.matcher(word).matches()
            ? Double.NaN
            : Double.parseDouble(word.replace('d', 'e').replace('D', 'e'));
    if (!Double.isFinite(value)) {
      throw new AtomListException(
          RejectionReason.NOT_FINITE, "%s is %s".formatted(what, shown(word)));
    }
    return value;
  }

  /** Returns a text as messages show it. */
  static String shown(String text) {
    return "'%s'".formatted(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }
}
