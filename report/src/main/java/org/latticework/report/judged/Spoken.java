package org.latticework.report.judged;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as captions have them: three digits, and their unit. */
public final class Spoken {
  private Spoken() {}

  /** Returns a number with three digits: 0.123, −12.3, 1230; "none" where it is not finite. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "none";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.2e", value).replace('-', '−');
    }
    return new BigDecimal(value)
        .round(new MathContext(3))
        .stripTrailingZeros()
        .toPlainString()
        .replace('-', '−');
  }

  /** Returns a number with its unit; that of a column without unit has none. */
  public static String amount(double value, JudgedColumn column) {
    return number(value) + (isPure(column) ? "" : " " + column.unit());
  }

  /** Returns the title of an axis: what it shows, and the unit. */
  public static String axis(String what, JudgedColumn column) {
    return isPure(column) ? what : what + ", " + column.unit();
  }

  /** Returns a share: 91.2 %; "none" where it is not finite. */
  public static String share(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f %%", 100 * value) : "none";
  }

  /** Returns how many there are: 1,234 crystals, 1 crystal. */
  public static String crystals(long count) {
    return count == 1 ? "1 crystal" : String.format(Locale.ROOT, "%,d crystals", count);
  }

  private static boolean isPure(JudgedColumn column) {
    return column.unit().isBlank() || column.unit().equals("1");
  }
}
