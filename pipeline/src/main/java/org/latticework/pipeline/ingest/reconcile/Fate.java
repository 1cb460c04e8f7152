package org.latticework.pipeline.ingest.reconcile;

/** What becomes of a record, or of a release that has the material too. */
public enum Fate {
  /** New in the table. */
  ACCEPTED,
  /** In the table under the same release with other content: the row is replaced. */
  REPLACING,
  /** Refused with a reason. */
  REJECTED,
  /**
   * There is a newer record of the same material in the same release, or this one has no property
   * and another has.
   */
  SUPERSEDED,
  /** The table already says the same. */
  UNCHANGED,
  /**
   * No record: a later release has what an earlier one had, which now changes. What it had is
   * written as a row of its own.
   */
  INHERITED
}
