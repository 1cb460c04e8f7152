package org.latticework.report.figure;

import java.util.Locale;

/** Numbers as sentences have them. */
public final class Written {
  private Written() {}

  /** Returns a whole number with groups of three digits: 20,045. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns how many of something: 1 crystal, 2 crystals. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Returns a number with four digits that count: 0.1713, 12.04, 1.2e-05; – where it is none. */
  public static String number(double number) {
    if (!Double.isFinite(number)) {
      return "–";
    }
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", number).replaceAll("\\.?0+e", "e");
    }
    int digits = size == 0 ? 0 : (int) Math.floor(Math.log10(size));
    String text = String.format(Locale.ROOT, "%,." + Math.max(0, 3 - digits) + "f", number);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** Returns a share of a whole in percent with one digit behind the point; – of nothing. */
  public static String percent(long part, long of) {
    return of == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / of);
  }
}
