package org.latticework.pipeline.ingest.dump;

import java.io.Closeable;
import java.util.Optional;
import org.latticework.pipeline.ingest.record.DumpRecord;

/** The records of a file that is open, from front to back; closing them closes the file. */
public interface OpenFile extends Closeable {
  /**
   * Returns the next record; none at the end. What is wrong with a record, or with the file, comes
   * out as a rejection.
   *
   * @throws java.io.UncheckedIOException if the storage fails
   */
  Optional<DumpRecord> next();
}
