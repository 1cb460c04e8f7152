package org.latticework.pipeline.ingest.record;

import java.io.IOException;
import java.util.Optional;

/** Gives the records of one text, from front to back, holding one at a time. */
public interface RecordSource {
  /**
   * Returns the next record; none at the end. A faulty record comes out as a rejection.
   *
   * @throws IOException if the text cannot be read on
   */
  Optional<DumpRecord> next() throws IOException;

  /** Returns where the next record will be: there, if the text breaks off. */
  Place place();
}
