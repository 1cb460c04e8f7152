package org.latticework.pipeline.ingest.ciftable;

import java.io.Serializable;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;

/** Makes the reader of files that lists name, on an executor. */
public interface ListedReaders extends Serializable {
  /**
   * Returns a reader for one file.
   *
   * @param lists all lists of the dump
   */
  RecordReader reader(RecordRules rules, TargetLists lists);
}
