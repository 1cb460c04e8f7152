package org.latticework.pipeline.export;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.Row;

/** Writes rows into a file of some form. */
interface RowWriter extends Closeable {
  void write(Row row) throws IOException;
}
