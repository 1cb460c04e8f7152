package org.latticework.pipeline.ingest.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

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

  /**
   * Begins to read a file that can be read again from its start, for forms in which what stands
   * behind the records may say how they are to be read.
   *
   * @param again opens the text once more; what it gives has to be closed before {@code text} is
   *     read on
   */
  default RecordSource open(DumpFile file, InputStream text, SecondReading again)
      throws IOException {
    return open(file, text);
  }

  /** Opens the text of a file a second time. */
  interface SecondReading {
    /** Returns the text from its start; none where the storage reads from front to back alone. */
    Optional<InputStream> open() throws IOException;
  }
}
