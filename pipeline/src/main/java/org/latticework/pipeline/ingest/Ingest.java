package org.latticework.pipeline.ingest;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.reconcile.Fate;
import org.latticework.pipeline.ingest.reconcile.History;
import org.latticework.pipeline.ingest.reconcile.Reconciliation;
import org.latticework.pipeline.ingest.reconcile.Tally;
import org.latticework.pipeline.ingest.reconcile.Vanished;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a dump into the tables {@code materials}, {@code rejections} and {@code releases}.
 *
 * <p>Each file is parsed once. What came out of it goes through one shuffle by material and then to
 * the executors' disks, so that the heap holds one record at a time, however large the dump.
 *
 * <p><b>Crashes.</b> A run makes at most three commits (the first one in a workspace also those
 * that make the tables), each seen whole or not at all: first the rejections that are not in their
 * table yet, then the materials that are new or changed, then what the releases are not known to
 * have. All are differences to what the tables hold. So a run that died before, between or after
 * its commits is completed by running it again: what was committed is found unchanged and adds
 * nothing, the rest is added, and the tables equal those of an undisturbed run. For the same reason
 * a second run over the same dump commits nothing. Two runs must not write one workspace at the
 * same time.
 */
public final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private Ingest() {}

  /**
   * Reads the dump and writes what is new.
   *
   * @throws java.io.FileNotFoundException if there is nothing to read at the input
   * @throws org.latticework.pipeline.ingest.record.UnreadableDumpException if what is there cannot
   *     be read whole, or leads outside without leave
   * @throws IOException if the storage cannot be listed
   */
  public static IngestResult run(SparkSession spark, Workspace workspace, IngestOptions options)
      throws IOException {
    Configuration conf = spark.sessionState().newHadoopConf();
    Dump dump = options.open(conf, () -> spark);
    RecordRules rules = options.rules();
    Dataset<Row> decided = decide(spark, workspace, dump, rules).persist(StorageLevel.DISK_ONLY());
    try {
      Tally tally = Tally.of(decided);
      IngestResult counts = result(tally); // fails before anything is written
      write(workspace, decided, tally, rules);
      IngestResult result = counts.with(Vanished.of(spark, workspace, tally.releases()));
      LOG.info("Ingested {}, {}: {}", options.input(), dump, result);
      return result;
    } finally {
      decided.unpersist();
    }
  }

  /**
   * Returns the counts; what vanished is not among them.
   *
   * @throws IllegalStateException if they do not add up
   */
  private static IngestResult result(Tally tally) {
    return new IngestResult(
        tally.read(),
        tally.records(Fate.ACCEPTED) + tally.records(Fate.REPLACING),
        tally.records(Fate.REJECTED),
        tally.records(Fate.SUPERSEDED),
        tally.records(Fate.UNCHANGED),
        tally.reasons(),
        String.join(",", tally.releases()),
        Vanished.NONE);
  }

  private static Dataset<Row> decide(
      SparkSession spark, Workspace workspace, Dump dump, RecordRules rules) {
    List<Target> targets = new ArrayList<>(Target.all());
    targets.addAll(rules.extraTargets());
    // Snapshots: what was decided must stay so when it is read again after a commit.
    return Reconciliation.decide(
        dump.records(spark, rules),
        MaterialTable.TABLE.snapshot(spark, workspace),
        ReleaseTable.TABLE.snapshot(spark, workspace),
        targets,
        partitions(dump));
  }

  // A partition of the shuffle becomes a file of the table: about 16 MB of it, packed.
  private static int partitions(Dump dump) {
    return (int) Math.min(1 + (dump.packedBytes() >> 23), 10_000);
  }

  private static void write(
      Workspace workspace, Dataset<Row> decided, Tally tally, RecordRules rules) {
    for (StoredTable table : List.of(RejectionTable.TABLE, ReleaseTable.TABLE)) {
      table.create(decided.sparkSession(), workspace); // that there is no row is an answer, too
    }
    if (tally.records(Fate.REJECTED) > 0) {
      Dataset<Row> refused = decided.where(is(Fate.REJECTED));
      RejectionTable.appendNew(workspace, refused.select(col(DumpRows.REJECTION + ".*")));
    }
    writeMaterials(workspace, decided, tally, rules);
    if (tally.unlisted() > 0) {
      Dataset<Row> listings =
          decided
              .where(col(Reconciliation.UNLISTED))
              .select(
                  col(History.VERSION).as(ReleaseTable.DATABASE_VERSION),
                  col(History.KEY).as(ReleaseTable.MATERIAL_ID),
                  col(Reconciliation.LATEST).as(ReleaseTable.LAST_UPDATED));
      write(workspace, ReleaseTable.TABLE, listings, tally.relisted() > 0);
    }
  }

  private static void writeMaterials(
      Workspace workspace, Dataset<Row> decided, Tally tally, RecordRules rules) {
    StoredTable table = MaterialTable.table(rules.extraTargets());
    Dataset<Row> fresh =
        decided
            .where(is(Fate.ACCEPTED).or(is(Fate.REPLACING)))
            .select(col(DumpRows.MATERIAL + ".*"));
    if (tally.records(Fate.INHERITED) > 0) {
      // What is copied keeps the extra targets of earlier runs, whatever this one asks for.
      fresh = fresh.unionByName(inherited(workspace, decided), true);
      table = table.withColumns(fresh.schema());
    }
    if (tally.written() > 0) {
      write(workspace, table, fresh, tally.records(Fate.REPLACING) > 0);
    }
  }

  /** Copies the rows that releases had inherited and now need for themselves. */
  private static Dataset<Row> inherited(Workspace workspace, Dataset<Row> decided) {
    Dataset<Row> heirs =
        decided
            .where(is(Fate.INHERITED))
            .select(
                col(History.KEY).as(MaterialTable.MATERIAL_ID),
                col(Reconciliation.INHERITED).as(MaterialTable.DATABASE_VERSION),
                col(History.VERSION).as("heir"));
    return MaterialTable.read(decided.sparkSession(), workspace)
        .join(heirs, MaterialTable.TABLE.key().toArray(String[]::new))
        .withColumn(MaterialTable.DATABASE_VERSION, col("heir"))
        .drop("heir");
  }

  private static void write(
      Workspace workspace, StoredTable table, Dataset<Row> rows, boolean someAreThere) {
    if (someAreThere) {
      table.upsert(workspace, rows);
    } else {
      table.append(workspace, rows);
    }
  }

  private static Column is(Fate fate) {
    return col(Reconciliation.FATE).equalTo(fate.name());
  }
}
