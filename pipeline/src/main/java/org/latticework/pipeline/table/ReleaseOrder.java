package org.latticework.pipeline.table;

import java.util.Comparator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The order of releases in time: {@link ReleaseTable#UNVERSIONED} first, then by name, in which
 * runs of digits count as numbers and all that separates them is alike. So {@code 2023.2.8} comes
 * before {@code 2023-11-01}, which strings do not. Of a number, the last 20 digits count.
 */
public final class ReleaseOrder {
  private static final int DIGITS = 20;
  private static final char END = '\0'; // before every character that a name may have

  /** The earlier release first. */
  public static final Comparator<String> BY_TIME =
      Comparator.comparing(name -> UTF8String.fromString(place(name))); // bytes, as Spark compares

  private ReleaseOrder() {}

  /** Returns a text for each release, by which releases sort in time; null for null. */
  public static Column place(Column databaseVersion) {
    return functions
        .udf((UDF1<String, String>) ReleaseOrder::place, DataTypes.StringType)
        .apply(databaseVersion);
  }

  private static String place(String name) {
    if (name == null) {
      return null;
    }
    StringBuilder place = new StringBuilder(name.length() + 2 * DIGITS);
    place.append(name.equals(ReleaseTable.UNVERSIONED) ? '0' : '1');
    int i = 0;
    while (i < name.length()) {
      int end = i;
      while (end < name.length() && isDigit(name.charAt(end))) {
        end++;
      }
      if (end == i) {
        place.append(separated(name.charAt(i++)));
      } else {
        place.append("0".repeat(Math.max(0, DIGITS - (end - i))));
        place.append(name, Math.max(i, end - DIGITS), end);
        i = end;
      }
    }
    return place.append(END).append(name).toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static char separated(char c) {
    return c == '.' || c == '_' || c == '/' ? '-' : c;
  }
}
