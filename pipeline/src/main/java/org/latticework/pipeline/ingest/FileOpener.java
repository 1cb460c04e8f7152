package org.latticework.pipeline.ingest;

import java.io.Serializable;
import org.apache.hadoop.fs.FSDataInputStream;

/** Opens files of a form on an executor. */
interface FileOpener extends Serializable {
  /**
   * Returns the records of a file.
   *
   * @param stored its bytes; they are closed with the records
   */
  OpenFile open(DumpFile file, FSDataInputStream stored, RecordRules rules);
}
