package org.latticework.pipeline.ingest.dump;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/**
 * The records of a dump as rows: {@code file} and {@code position}, which name a record, and either
 * the {@code material} or the {@code rejection} that it became. Each file is read once, by one
 * task, as a stream. Among them are the rows of {@link RecordCount}.
 */
public final class DumpRows {
  public static final String FILE = "file";
  public static final String POSITION = "position";
  public static final String MATERIAL = "material";
  public static final String REJECTION = "rejection";

  private DumpRows() {}

  /** Returns the columns. */
  static StructType schema(RecordRules rules) {
    return new StructType()
        .add(FILE, DataTypes.StringType, false)
        .add(POSITION, DataTypes.LongType, false)
        .add(MATERIAL, MaterialTable.schema(rules.extraTargets()), true)
        .add(REJECTION, RejectionTable.SCHEMA, true)
        .add(RecordCount.RECORDS, DataTypes.LongType, true);
  }

  /**
   * Returns the rows of all files; they are read when the rows are used.
   *
   * @throws IllegalArgumentException if a folder cannot name a release but seems to
   */
  public static Dataset<Row> read(
      SparkSession spark, List<DumpFile> files, FileOpener opener, RecordRules rules) {
    files.forEach(DumpFile::databaseVersion);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    Broadcast<FileOpener> openers = context.broadcast(opener);
    List<List<DumpFile>> shares = DumpFiles.deal(files, tasks(context, files));
    JavaRDD<Row> rows =
        context
            .parallelize(shares, Math.max(shares.size(), 1))
            .flatMap(List::iterator)
            .mapPartitions(
                share ->
                    rows(
                        new DumpRecords(share, openers.value(), rules, conf.value().value()),
                        rules));
    return counted(spark, rows, rules);
  }

  private static Iterator<Row> rows(DumpRecords records, RecordRules rules) {
    TaskCompletionListener closer = context -> records.close();
    TaskContext.get().addTaskCompletionListener(closer);
    List<Target> extra = rules.extraTargets();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Row next() {
        DumpRecord record = records.next(); // before its file is asked for
        return toRow(records.file(), record, extra);
      }
    };
  }

  /** Returns rows of {@link #toRow} as they are read, with their number. */
  public static Dataset<Row> counted(SparkSession spark, JavaRDD<Row> rows, RecordRules rules) {
    JavaRDD<InternalRow> internal = RecordCount.behind(rows).map(InternalRows::of);
    return spark.internalCreateDataFrame(internal.rdd(), schema(rules), false);
  }

  // Enough tasks to keep every core busy to the end, and none with much more than 64 MB.
  private static int tasks(JavaSparkContext context, List<DumpFile> files) {
    long bytes = files.stream().mapToLong(DumpFile::length).sum();
    return (int) Math.max(4L * context.defaultParallelism(), Math.min(bytes >> 26, 100_000));
  }

  /** Returns the row of a record. */
  public static Row toRow(DumpFile file, DumpRecord record, List<Target> extra) {
    Row material = null;
    Row rejection = null;
    if (record instanceof DumpRecord.Accepted accepted) {
      material = MaterialTable.toRow(accepted.material(), extra);
    } else if (record instanceof DumpRecord.Refused refused) {
      rejection = RejectionTable.toRow(refused.rejection());
    }
    return RowFactory.create(file.source(), record.position(), material, rejection, null);
  }
}
