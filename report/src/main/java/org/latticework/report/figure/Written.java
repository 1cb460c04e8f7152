package org.latticework.report.figure;

import java.util.Locale;

/** Numbers as readers have them: in sentences, captions and tables. */
public final class Written {
  private Written() {}

  /** Returns a whole number with groups of three digits: 20,045. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace('-', '−');
  }

  /** Returns how many of something: 1 value, 2 values. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Returns how many crystals: 1 crystal, 20,045 crystals. */
  public static String crystals(long number) {
    return count(number, "crystal", "crystals");
  }

  /**
   * Returns a number with the first four of its digits, without zeros at the end: 0.1713, −12.04,
   * 20,045, 1.2e−05; "none" where it is not finite.
   */
  public static String number(double number) {
    if (!Double.isFinite(number)) {
      return "none";
    }
    double size = Math.abs(number);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e7) {
      return String.format(Locale.ROOT, "%.3e", number)
          .replaceAll("\\.?0+e", "e")
          .replace('-', '−');
    }
    int digits = (int) Math.floor(Math.log10(size));
    String text = String.format(Locale.ROOT, "%,." + Math.max(0, 3 - digits) + "f", number);
    return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text).replace('-', '−');
  }

  /** Returns a share in percent: 12.5 %; "none" where it is not finite. */
  public static String share(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "none";
  }

  /** Returns the share of a whole in percent: 12.5 %; "none" of nothing. */
  public static String share(long part, long whole) {
    return share((double) part / whole);
  }
}
