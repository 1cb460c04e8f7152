package org.latticework.pipeline.ingest.dump;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.record.RecordRules;

/** A dump that was found, in files or in a table: where its records come from. */
public interface Dump {
  /** Returns its records as {@link DumpRows}; they are read when the rows are used. */
  Dataset<Row> records(SparkSession spark, RecordRules rules);

  /**
   * Checks that all that is read lies at the input. What lists files itself finds no others.
   *
   * @throws org.latticework.pipeline.ingest.record.UnreadableDumpException naming the first that
   *     does not
   */
  default void requireInside() {}

  /** Returns about how many bytes its records take when they are packed as in a table. */
  long packedBytes();
}
