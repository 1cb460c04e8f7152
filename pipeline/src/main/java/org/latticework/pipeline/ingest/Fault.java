package org.latticework.pipeline.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.latticework.pipeline.table.RejectionReason;

/**
 * What is wrong with a record.
 *
 * @param reason kind of fault
 * @param detail the rule, the place and the value; shortened to {@value #MAX_DETAIL} characters
 */
record Fault(RejectionReason reason, String detail) {
  private static final int MAX_DETAIL = 500;

  Fault {
    if (detail.length() > MAX_DETAIL) {
      int end = Character.isHighSurrogate(detail.charAt(MAX_DETAIL - 2)) ? 2 : 1;
      detail = detail.substring(0, MAX_DETAIL - end) + "…";
    }
  }

  /**
   * Returns what is wrong with a file in which reading ended so: it is cut, damaged or expands
   * without end. None where the storage failed, which says nothing of the file.
   */
  static Optional<Fault> ofDamage(IOException e) {
    Optional<RejectionReason> reason = Optional.empty();
    if (e instanceof EOFException) {
      reason = Optional.of(RejectionReason.TRUNCATED_FILE);
    } else if (e instanceof ExpansionException) {
      reason = Optional.of(RejectionReason.ENDLESS_EXPANSION);
    } else if (e instanceof ZipException) {
      reason = Optional.of(RejectionReason.CORRUPT_FILE);
    }
    return reason.map(found -> new Fault(found, "gzip: " + e.getMessage()));
  }

  /** Returns the fault of a record that is longer than it may be. */
  static Fault tooLong(int maxRecord) {
    return new Fault(
        RejectionReason.RECORD_TOO_LARGE, "the record is longer than " + maxRecord + " bytes");
  }
}
