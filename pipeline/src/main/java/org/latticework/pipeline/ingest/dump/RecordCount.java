package org.latticework.pipeline.ingest.dump;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Counts the records of a dump where they are read: behind the last record of each partition goes a
 * row that is no record and says how many came before it. These numbers travel with the records, so
 * they are exact however often Spark repeats a task, and a record that is lost or doubled on the
 * way makes the sums differ.
 */
public final class RecordCount implements Iterator<Row> {
  /** Number of records; null in every row that is a record. */
  public static final String RECORDS = "records";

  private final Iterator<Row> records;
  private long count;
  private boolean ended;

  private RecordCount(Iterator<Row> records) {
    this.records = records;
  }

  /** Returns the rows of {@link DumpRows} and one more in each partition. */
  static JavaRDD<Row> behind(JavaRDD<Row> records) {
    return records.mapPartitions(RecordCount::new);
  }

  @Override
  public boolean hasNext() {
    return records.hasNext() || !ended;
  }

  @Override
  public Row next() {
    if (records.hasNext()) {
      count++;
      return records.next();
    }
    if (ended) {
      throw new NoSuchElementException("no record left");
    }
    ended = true;
    return RowFactory.create("", 0L, null, null, count);
  }
}
