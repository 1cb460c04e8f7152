package org.latticework.jobs.matbench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON to the byte as Python's {@code json.dumps} writes it with its defaults, keys in order, since
 * Matbench hashes that text.
 *
 * <p>Numbers are rounded to 12 significant digits. A decimal of 15 digits at most is the shortest
 * one that reads as its double, and Python writes the shortest: so it is what Python writes after
 * reading it.
 */
final class PythonJson {
  private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);
  private static final int LEAST_EXPONENT = -4; // with a smaller one, or from 16 on, it is written
  private static final int FIRST_EXPONENT = 16;
  private static final Comparator<String> BY_CODE_POINT =
      (one, other) -> Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

  private final StringBuilder text = new StringBuilder();

  private PythonJson() {}

  /**
   * Returns the text of a value.
   *
   * @param value a map by texts, a list, a text, a truth value, a whole number or a finite double
   * @throws IllegalArgumentException if it is, or holds, anything else
   */
  static String text(Object value) {
    PythonJson json = new PythonJson();
    json.write(value);
    return json.text.toString();
  }

  /** Returns a number with the 12 digits that are written of it. */
  static double rounded(double number) {
    return Math.abs(number) < Double.MIN_NORMAL ? 0 : decimal(number).doubleValue();
  }

  private static BigDecimal decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has finite numbers alone, got " + number);
    }
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros();
  }

  /** Returns a number as Python's {@code repr} writes it; none has more than 12 digits. */
  static String number(double number) {
    if (Math.abs(number) < Double.MIN_NORMAL) {
      return "0.0"; // below it, doubles have fewer digits
    }
    BigDecimal decimal = decimal(number);
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - decimal.scale() - 1; // of the first digit
    String sign = decimal.signum() < 0 ? "-" : "";
    if (exponent < LEAST_EXPONENT || exponent >= FIRST_EXPONENT) {
      String point = digits.length() == 1 ? "" : ".";
      return "%s%s%s%se%s%02d"
          .formatted(
              sign,
              digits.charAt(0),
              point,
              digits.substring(1),
              exponent < 0 ? "-" : "+",
              Math.abs(exponent));
    }
    String plain = decimal.abs().toPlainString();
    return sign + plain + (plain.contains(".") ? "" : ".0");
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      writeObject(map);
    } else if (value instanceof List<?> list) {
      writeList(list);
    } else if (value instanceof String string) {
      writeText(string);
    } else if (value instanceof Double number) {
      text.append(number(number));
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no word for " + value);
    }
  }

  private void writeObject(Map<?, ?> map) {
    List<String> keys =
        map.keySet().stream().map(String.class::cast).sorted(BY_CODE_POINT).toList();
    text.append('{');
    for (Iterator<String> key = keys.iterator(); key.hasNext(); ) {
      String name = key.next();
      writeText(name);
      text.append(": ");
      write(map.get(name));
      text.append(key.hasNext() ? ", " : "");
    }
    text.append('}');
  }

  private void writeList(List<?> list) {
    text.append('[');
    for (Iterator<?> element = list.iterator(); element.hasNext(); ) {
      write(element.next());
      text.append(element.hasNext() ? ", " : "");
    }
    text.append(']');
  }

  private void writeText(String string) {
    text.append('"');
    for (int k = 0; k < string.length(); k++) {
      char c = string.charAt(k);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c >= ' ' && c <= '~' ? String.valueOf(c) : escape(c));
      }
    }
    text.append('"');
  }

  private static String escape(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
