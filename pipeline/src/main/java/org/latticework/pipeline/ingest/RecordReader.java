package org.latticework.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** Reads the records of one file, from front to back, holding one at a time. */
interface RecordReader {
  /**
   * Returns the records of a file. A faulty record comes out as a rejection; only a failure of the
   * storage is thrown, as {@link java.io.UncheckedIOException}, so that the task is tried again.
   *
   * @param in the bytes of the file as stored; the caller closes it
   */
  Iterator<DumpRecord> read(DumpFile file, InputStream in) throws IOException;
}
