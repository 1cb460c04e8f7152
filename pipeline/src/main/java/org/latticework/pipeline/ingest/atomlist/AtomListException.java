package org.latticework.pipeline.ingest.atomlist;

import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.material.RejectionReason;

/** A list of atoms is no crystal. */
final class AtomListException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  AtomListException(RejectionReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Fault fault() {
    return new Fault(reason, getMessage());
  }
}
