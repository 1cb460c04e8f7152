package org.latticework.pipeline.ingest;

import java.util.Map;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.material.RejectionReason;

/**
 * What became of the records of a dump. Each has exactly one fate: {@code read = accepted +
 * rejected + superseded + unchanged}, or this record cannot be made.
 *
 * @param read records found
 * @param accepted materials written, new or changed
 * @param rejected records refused; each is a row of the rejections table
 * @param superseded records that gave way to a newer one of the same material and release
 * @param unchanged records that say what the table already knows
 * @param rejectionsByReason how many were refused for which reason; sums to {@code rejected}
 * @param databaseVersion release of the records; several are joined by commas, none is empty
 * @param vanished materials of the release before that this one no longer has
 */
public record IngestResult(
    long read,
    long accepted,
    long rejected,
    long superseded,
    long unchanged,
    Map<RejectionReason, Long> rejectionsByReason,
    String databaseVersion,
    Vanished vanished) {
  public IngestResult {
    if (read != accepted + rejected + superseded + unchanged) {
      throw new IllegalStateException(
          "Read %d records, but accepted %d, rejected %d, superseded %d, unchanged %d"
              .formatted(read, accepted, rejected, superseded, unchanged));
    }
    rejectionsByReason = Map.copyOf(rejectionsByReason);
    long reasons = rejectionsByReason.values().stream().mapToLong(Long::longValue).sum();
    if (reasons != rejected) {
      throw new IllegalStateException(
          "Rejected %d records, but for %d reasons".formatted(rejected, reasons));
    }
  }

  /** Returns the same counts with what vanished. */
  IngestResult with(Vanished other) {
    return new IngestResult(
        read,
        accepted,
        rejected,
        superseded,
        unchanged,
        rejectionsByReason,
        databaseVersion,
        other);
  }
}
