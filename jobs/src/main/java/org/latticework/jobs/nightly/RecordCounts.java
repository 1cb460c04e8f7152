package org.latticework.jobs.nightly;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.pipeline.ingest.IngestResult;

/** The fates of the records of several ingests, added up. */
final class RecordCounts {
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();

  /** Returns the counts of no ingest at all: each fate is there. */
  RecordCounts() {
    List.of("read", "accepted", "rejected", "superseded", "unchanged", "vanished")
        .forEach(fate -> add(fate, 0));
  }

  void add(IngestResult result) {
    add("read", result.read());
    add("accepted", result.accepted());
    add("rejected", result.rejected());
    add("superseded", result.superseded());
    add("unchanged", result.unchanged());
    add("vanished", result.vanished().count());
    result
        .rejectionsByReason()
        .forEach((reason, count) -> reasons.merge(reason.name(), count, Long::sum));
  }

  private void add(String key, long count) {
    counts.merge(key, count, Long::sum);
  }

  /** Returns the number of records by fate, and of the materials that vanished. */
  Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** Returns the number of rejected records by reason. */
  Map<String, Long> reasons() {
    return Collections.unmodifiableMap(reasons);
  }
}
