package org.latticework.pipeline.ingest.cifvalue;

import java.util.regex.Pattern;

/** Numbers as CIF writes them: {@code 5.43(2)} is 5.43, known to ±0.02. */
public final class CifNumber {
  private static final int MAX_LENGTH = 64;
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?(?:\\([0-9]++\\))?");
  private static final Pattern THREE_DECIMALS = Pattern.compile("[+-]?[0-9]*\\.[0-9]{3,}");

  private CifNumber() {}

  /**
   * Returns the number without its uncertainty.
   *
   * @param what names the value in the message
   * @throws CifException if it is none or not finite
   */
  public static double parse(String what, String value) throws CifException {
    if (value.length() <= MAX_LENGTH && NUMBER.matcher(value).matches()) {
      int bracket = value.indexOf('(');
      double number = Double.parseDouble(bracket < 0 ? value : value.substring(0, bracket));
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw new CifException(
        CifFault.BAD_NUMBER, "%s must be a number, got %s".formatted(what, shown(value)));
  }

  /**
   * Returns a fractional coordinate. Thirds and sixths have no finite decimal form, so a decimal of
   * three or more digits that is one of them, rounded or cut off, means it: 0.3333 and 0.667, but
   * not 0.3333(2), which was refined. Otherwise the images of a site on a threefold axis would miss
   * each other.
   */
  public static double parseFraction(String what, String value) throws CifException {
    double number = parse(what, value);
    if (!THREE_DECIMALS.matcher(value).matches()) {
      return number;
    }
    double sixths = Math.rint(6 * number);
    if (sixths % 3 == 0) {
      return number; // halves are written exactly
    }
    double exact = sixths / 6;
    double lastDigit = Math.pow(10, value.indexOf('.') + 1 - value.length());
    double missing = Math.abs(exact) - Math.abs(number);
    boolean rounded = Math.abs(missing) < lastDigit / 2; // a third is never half way
    boolean cutOff = missing > 0 && missing < lastDigit;
    return rounded || cutOff ? exact : number;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : CifException.shown(value);
  }
}
