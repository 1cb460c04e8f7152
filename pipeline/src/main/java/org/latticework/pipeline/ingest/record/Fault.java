package org.latticework.pipeline.ingest.record;

import org.latticework.pipeline.material.RejectionReason;

/**
 * What is wrong with a record.
 *
 * @param reason kind of fault
 * @param detail the rule, the place and the value; shortened to {@value #MAX_DETAIL} characters
 */
public record Fault(RejectionReason reason, String detail) {
  private static final int MAX_DETAIL = 500;

  public Fault {
    if (detail.length() > MAX_DETAIL) {
      int end = Character.isHighSurrogate(detail.charAt(MAX_DETAIL - 2)) ? 2 : 1;
      detail = detail.substring(0, MAX_DETAIL - end) + "…";
    }
  }

  /** Returns the fault of a record that is longer than it may be. */
  public static Fault tooLong(int maxRecord) {
    return new Fault(
        RejectionReason.RECORD_TOO_LARGE, "the record is longer than " + maxRecord + " bytes");
  }
}
