package org.latticework.pipeline.ingest.record;

import java.util.OptionalInt;

/** Numbers of space groups, as the International Tables count them: 1 to 230. */
public final class SymmetryNumber {
  private SymmetryNumber() {}

  /** Returns the number that a value is; none if it is not that of a space group. */
  public static OptionalInt of(double value) {
    boolean valid = value >= 1 && value <= 230 && value == Math.rint(value);
    return valid ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  /** Says that a value is none. */
  public static String fault(String field, double value) {
    return "%s should be a whole number from 1 to 230, is %s".formatted(field, value);
  }
}
