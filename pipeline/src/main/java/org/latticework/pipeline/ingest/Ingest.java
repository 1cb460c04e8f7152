package org.latticework.pipeline.ingest;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a dump into the tables {@code materials} and {@code rejections}.
 *
 * <p>Each file is parsed once. What came out of it goes through one shuffle by material and then to
 * the executors' disks, so that the heap holds one record at a time, however large the dump.
 *
 * <p><b>Crashes.</b> A run makes at most two commits, each seen whole or not at all: first the
 * rejections that are not in their table yet, then the materials that are new or changed. Both are
 * differences to what the tables hold. So a run that died before, between or after its commits is
 * completed by running it again: what was committed is found unchanged and adds nothing, the rest
 * is added, and the tables equal those of an undisturbed run. For the same reason a second run over
 * the same dump commits nothing. Two runs must not write one workspace at the same time.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private Ingest() {}

  /**
   * Reads the dump and writes what is new.
   *
   * @throws java.io.FileNotFoundException if there is nothing to read at the input
   * @throws IOException if the storage cannot be listed
   */
  public static IngestResult run(SparkSession spark, Workspace workspace, IngestOptions options)
      throws IOException {
    DumpFormat format =
        options.format().isPresent()
            ? options.format().get()
            : Recognition.of(spark.sessionState().newHadoopConf(), options.input());
    Dump dump = format.open(spark, options.input());
    Dataset<Row> records = dump.records(spark, RecordRules.of(options));
    Dataset<Row> decided =
        Reconciliation.decide(records, MaterialTable.read(spark, workspace), partitions(dump))
            .persist(StorageLevel.DISK_ONLY());
    try {
      Tally tally = Tally.of(decided);
      IngestResult result = tally.result();
      write(workspace, decided, tally);
      LOG.info("Ingested {}, {}: {}", options.input(), dump, result);
      return result;
    } finally {
      decided.unpersist();
    }
  }

  // A partition of the shuffle becomes a file of the table: about 16 MB of it, packed.
  private static int partitions(Dump dump) {
    return (int) Math.min(1 + (dump.packedBytes() >> 23), 10_000);
  }

  private static void write(Workspace workspace, Dataset<Row> decided, Tally tally) {
    if (tally.records(Fate.REJECTED) > 0) {
      Dataset<Row> refused = decided.where(is(Fate.REJECTED));
      RejectionTable.appendNew(workspace, refused.select(col(DumpRows.REJECTION + ".*")));
    }
    if (tally.records(Fate.ACCEPTED) + tally.records(Fate.REPLACING) == 0) {
      return;
    }
    Dataset<Row> fresh =
        decided
            .where(is(Fate.ACCEPTED).or(is(Fate.REPLACING)))
            .select(col(DumpRows.MATERIAL + ".*"));
    if (tally.records(Fate.REPLACING) == 0) {
      MaterialTable.TABLE.append(workspace, fresh);
    } else {
      MaterialTable.TABLE.upsert(workspace, fresh);
    }
  }

  private static Column is(Fate fate) {
    return col(Reconciliation.FATE).equalTo(fate.name());
  }
}
