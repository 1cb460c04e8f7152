package org.latticework.pipeline.ingest;

import java.util.Optional;
import org.latticework.pipeline.table.RejectionReason;

/** Keeps the first fault of a record while the rest of it is still read, for its name. */
final class Faults {
  private Optional<Fault> first = Optional.empty();

  void clear() {
    first = Optional.empty();
  }

  void add(RejectionReason reason, String detail) {
    if (first.isEmpty()) {
      first = Optional.of(new Fault(reason, detail));
    }
  }

  Optional<Fault> first() {
    return first;
  }
}
