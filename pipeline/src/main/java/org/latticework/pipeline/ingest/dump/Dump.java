package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.ingest.record.RecordRules;

/** A dump that was found, in files or in a table: where its records come from. */
public interface Dump {
  /** Returns its records as {@link DumpRows}; they are read when the rows are used. */
  Dataset<Row> records(SparkSession spark, RecordRules rules);

  /**
   * Returns its records one after the other on this thread, without Spark; empty where only Spark
   * reads such a dump.
   *
   * @throws IOException if the storage cannot be read
   */
  default Optional<DumpRecords> records(Configuration conf, RecordRules rules) throws IOException {
    return Optional.empty();
  }

  /** Returns the same crystals without lists that say which of them have targets. */
  default Dump withoutTargets() {
    return this;
  }

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
