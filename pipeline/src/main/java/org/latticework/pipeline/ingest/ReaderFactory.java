package org.latticework.pipeline.ingest;

import java.io.Serializable;

/** Makes the reader of a form on an executor. */
interface ReaderFactory extends Serializable {
  /** Returns a reader for one file. */
  RecordReader reader(RecordRules rules);
}
