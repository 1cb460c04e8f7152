package org.latticework.pipeline.ingest.dump;

import java.io.Serializable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordRules;

/** Opens files of a form on an executor. */
public interface FileOpener extends Serializable {
  /**
   * Returns the records of a file.
   *
   * @param stored its bytes; they are closed with the records
   */
  OpenFile open(DumpFile file, FSDataInputStream stored, RecordRules rules);
}
