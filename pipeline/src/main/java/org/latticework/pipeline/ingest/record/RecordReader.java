package org.latticework.pipeline.ingest.record;

import java.io.IOException;
import java.io.InputStream;

/** Reads files of one form. */
public interface RecordReader {
  /** The longest record, bytes of text. */
  int MAX_RECORD = 64 << 20;

  /**
   * Begins to read a file.
   *
   * @param text the bytes of the file, unpacked; the caller closes it
   */
  RecordSource open(DumpFile file, InputStream text) throws IOException;
}
