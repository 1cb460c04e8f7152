package org.latticework.pipeline.ingest.dump;

import java.io.Serializable;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;

/** Makes the reader of a form on an executor. */
public interface ReaderFactory extends Serializable {
  /** Returns a reader for one file. */
  RecordReader reader(RecordRules rules);
}
