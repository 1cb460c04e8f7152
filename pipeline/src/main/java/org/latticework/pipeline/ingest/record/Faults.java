package org.latticework.pipeline.ingest.record;

import java.util.Optional;
import org.latticework.pipeline.material.RejectionReason;

/** Keeps the first fault of a record while the rest of it is still read, for its name. */
public final class Faults {
  private Optional<Fault> first = Optional.empty();

  public void clear() {
    first = Optional.empty();
  }

  public void add(RejectionReason reason, String detail) {
    if (first.isEmpty()) {
      first = Optional.of(new Fault(reason, detail));
    }
  }

  public Optional<Fault> first() {
    return first;
  }
}
