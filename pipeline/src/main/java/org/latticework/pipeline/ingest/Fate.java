package org.latticework.pipeline.ingest;

/** What becomes of a record. */
enum Fate {
  /** New in the table. */
  ACCEPTED,
  /** In the table under the same release with other content: the row is replaced. */
  REPLACING,
  /** Refused with a reason. */
  REJECTED,
  /** There is a newer record of the same material in the same release. */
  SUPERSEDED,
  /** The table already says the same. */
  UNCHANGED
}
