package org.latticework.jobs.predict;

import com.google.common.collect.Iterators;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.predictor.CrystalPredictor;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/**
 * Predicts on the executors of Spark, each of which writes files of its own into a folder. Nothing
 * is collected.
 *
 * @param run with the session
 * @param config what to predict
 * @param output the folder
 */
record SparkPrediction(JobRun run, PredictConfig config, Location output) {
  private static final String COUNT = "count";

  /** A file that is in a folder of predictions which is whole. */
  private static final String MARK = "_PREDICTIONS";

  /**
   * Makes Spark write what {@code export} writes: doubled quotes, blanks kept, nothing for null.
   */
  private static final Map<String, String> CSV =
      Map.of(
          "header", "true",
          "escape", "\"",
          "emptyValue", "",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  /**
   * Predicts and writes; the counts are those of what was written.
   *
   * @throws IOException if fewer rows were written than records were read, as where executors write
   *     to disks of their own
   */
  PredictionCounts predict(Dump dump, PredictingModel model) throws IOException {
    requirePlace(run.hadoop());
    StructType schema = RecordColumns.of(model).schema();
    Path target = new Path(output.qualified());
    Path unfinished =
        new Path(target.getParent(), ".%s.%s".formatted(target.getName(), UUID.randomUUID()));
    FileSystem store = target.getFileSystem(run.hadoop());
    Broadcast<PredictingModel> sent = run.sparkContext().broadcast(model);
    CollectionAccumulator<String> read = run.spark().sparkContext().collectionAccumulator();
    try {
      JavaRDD<Row> rows = predicted(dump, sent, read);
      StageProgress.during(
          run,
          "Predicting",
          () -> {
            write(run.spark().createDataFrame(rows, schema), unfinished.toString());
            return 0L;
          });
      PredictionCounts counts = written(schema, unfinished.toString());
      requireAll(counts, read.value());
      store.create(new Path(unfinished, MARK), true).close();
      store.delete(target, true);
      if (!store.rename(unfinished, target)) {
        throw new IOException("%s cannot be renamed to %s".formatted(unfinished, target));
      }
      return counts;
    } finally {
      sent.destroy();
      store.delete(unfinished, true);
    }
  }

  private JavaRDD<Row> predicted(
      Dump dump, Broadcast<PredictingModel> sent, CollectionAccumulator<String> read) {
    JavaRDD<Row> records =
        dump.records(run.spark(), config.input().structureRules())
            .select(DumpRows.MATERIAL, DumpRows.REJECTION, RecordCount.RECORDS)
            .toJavaRDD()
            .mapPartitionsWithIndex((part, rows) -> counted(part, rows, read), true);
    int cores = run.sparkContext().defaultParallelism();
    JavaRDD<Row> dealt = // a file is read by one task, however long it is
        records.getNumPartitions() < 2 * cores ? records.repartition(4 * cores) : records;
    return dealt.mapPartitions(part -> rows(part, sent.value()));
  }

  /** Takes out the rows that count, and notes what they say: once for each partition. */
  private static Iterator<Row> counted(
      int part, Iterator<Row> rows, CollectionAccumulator<String> read) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
        .filter(
            row -> {
              boolean counts = !row.isNullAt(2);
              if (counts) {
                read.add("%d %d".formatted(part, row.getLong(2)));
              }
              return !counts;
            })
        .iterator();
  }

  /** A task that Spark has repeated says the same again. */
  private void requireAll(PredictionCounts counts, List<String> said) throws IOException {
    long read =
        Set.copyOf(said).stream()
            .mapToLong(each -> Long.parseLong(each.substring(each.indexOf(' ') + 1)))
            .sum();
    if (read != counts.rows()) {
      throw new IOException(
          "%,d records were read and %,d rows written: %s must be where all executors write"
              .formatted(read, counts.rows(), output.text()));
    }
  }

  private static Iterator<Row> rows(Iterator<Row> records, PredictingModel model)
      throws IOException {
    CrystalPredictor predictor = new CrystalPredictor(model);
    RecordColumns columns = RecordColumns.of(model);
    return Iterators.transform(
        records,
        record ->
            columns.row(
                record.isNullAt(0)
                    ? CrystalPredictor.refused(RejectionTable.fromRow(record.getStruct(1)))
                    : predictor.answer(MaterialTable.fromRow(record.getStruct(0)))));
  }

  private void write(Dataset<Row> rows, String folder) {
    DataFrameWriter<Row> writer = rows.write();
    switch (config.format()) {
      case CSV -> writer.options(CSV).csv(folder);
      case JSONL -> writer.option("ignoreNullFields", false).json(folder);
      case PARQUET -> writer.parquet(folder);
    }
  }

  private PredictionCounts written(StructType schema, String folder) {
    Dataset<Row> rows =
        switch (config.format()) {
          case CSV ->
              run.spark().read().schema(schema).options(CSV).option("multiLine", true).csv(folder);
          case JSONL -> run.spark().read().schema(schema).json(folder);
          case PARQUET -> run.spark().read().schema(schema).parquet(folder);
        };
    PredictionCounts counts = new PredictionCounts();
    rows.groupBy(RecordColumns.REASON).count().collectAsList().forEach(row -> add(row, counts));
    return counts;
  }

  private static void add(Row row, PredictionCounts counts) {
    long count = row.<Long>getAs(COUNT);
    if (row.isNullAt(0)) {
      counts.addPredicted(count);
    } else {
      counts.addRefused(RejectionReason.valueOf(row.getString(0)), count);
    }
  }

  /** Only what an earlier prediction has left is replaced. */
  private void requirePlace(Configuration hadoop) throws IOException {
    Path target = new Path(output.qualified());
    FileSystem store = target.getFileSystem(hadoop);
    if (!store.exists(target) || store.exists(new Path(target, MARK))) {
      return;
    }
    if (store.getFileStatus(target).isFile()) {
      throw new ConfigurationException(
          "--output: Spark writes a folder, %s is a file".formatted(output.text()));
    }
    FileStatus[] others = store.listStatus(target);
    if (others.length > 0) {
      throw new ConfigurationException(
          "--output: the folder %s has files of something else, such as %s"
              .formatted(output.text(), others[0].getPath().getName()));
    }
  }
}
