package org.latticework.pipeline.ingest.dump;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.record.RecordRules;

/** A dump that was found, in files or in a table: where its records come from. */
public interface Dump {
  /** Returns its records as {@link DumpRows}; they are read when the rows are used. */
  Dataset<Row> records(SparkSession spark, RecordRules rules);

  /** Returns about how many bytes its records take when they are packed as in a table. */
  long packedBytes();
}
