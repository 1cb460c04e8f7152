package org.latticework.pipeline.ingest.cifvalue;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a symmetry operation: three sums of x, y, z and numbers, separated by commas; blanks
 * and case do not matter. {@code -X+1/2, y, .25 + z} is one.
 */
public final class OperationText {
  private static final int MAX_LENGTH = 200;
  private static final Pattern TERM =
      Pattern.compile("([+-])?(?:([xyz])|([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:/([0-9]+))?)");

  private final String text;
  private final int[] rotation = new int[9];
  private final double[] translation = new double[3];

  OperationText(String text) throws CifException {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw bad(text, "it must not be longer than 200 characters");
    }
    String[] rows = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT).split(",", -1);
    if (rows.length != 3) {
      throw bad(text, "it must have three parts, separated by commas");
    }
    for (int row = 0; row < 3; row++) {
      readRow(row, rows[row]);
    }
  }

  /** Returns R, row by row. */
  int[] rotation() {
    return rotation.clone();
  }

  /** Returns t, in units of the cell vectors. */
  double[] translation() {
    return translation.clone();
  }

  private void readRow(int row, String sum) throws CifException {
    Matcher term = TERM.matcher(sum);
    int position = 0;
    while (position < sum.length()) {
      term.region(position, sum.length());
      if (!term.lookingAt() || (position > 0 && term.group(1) == null)) {
        throw bad(text, "each part must be a sum of x, y, z and numbers");
      }
      int sign = "-".equals(term.group(1)) ? -1 : 1;
      if (term.group(2) != null) {
        rotation[3 * row + term.group(2).charAt(0) - 'x'] += sign;
      } else {
        translation[row] += sign * number(term.group(3), term.group(4));
      }
      position = term.end();
    }
    for (int column = 0; column < 3; column++) {
      if (Math.abs(rotation[3 * row + column]) > 1) {
        throw bad(text, "x, y and z must not be multiplied");
      }
    }
  }

  private double number(String numerator, String denominator) throws CifException {
    if (denominator == null) {
      return CifNumber.parseFraction("A translation of " + CifException.shown(text), numerator);
    }
    double divisor = Double.parseDouble(denominator);
    if (!(divisor > 0)) {
      throw bad(text, "no number can be divided by 0");
    }
    return Double.parseDouble(numerator) / divisor;
  }

  public static CifException bad(String text, String rule) {
    return new CifException(
        CifFault.BAD_SYMMETRY, "Operation %s: %s".formatted(CifException.shown(text), rule));
  }
}
