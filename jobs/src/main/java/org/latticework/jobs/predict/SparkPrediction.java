package org.latticework.jobs.predict;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructType;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpRows;
import org.latticework.pipeline.ingest.dump.RecordCount;
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

  /** Predicts and writes; the counts are those of what was written. */
  PredictionCounts predict(Dump dump, PredictingModel model) throws IOException {
    requirePlace(run.hadoop());
    StructType schema = model.columns().schema();
    Broadcast<PredictingModel> sent = run.sparkContext().broadcast(model);
    Dataset<Row> records = dump.records(run.spark(), config.input().rules());
    JavaRDD<Row> rows =
        records
            .where(col(RecordCount.RECORDS).isNull())
            .select(DumpRows.MATERIAL, DumpRows.REJECTION)
            .toJavaRDD()
            .mapPartitions(part -> rows(part, sent.value()));
    StageProgress.during(
        run,
        "Predicting",
        () -> {
          write(run.spark().createDataFrame(rows, schema));
          return 0L;
        });
    sent.destroy();
    return written(schema);
  }

  private static Iterator<Row> rows(Iterator<Row> records, PredictingModel model)
      throws IOException {
    CrystalPredictor predictor = new CrystalPredictor(model);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public Row next() {
        Row record = records.next();
        Row material = record.getStruct(0);
        return material == null
            ? predictor.refused(RejectionTable.fromRow(record.getStruct(1)))
            : predictor.row(MaterialTable.fromRow(material));
      }
    };
  }

  private void write(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = rows.write().mode(SaveMode.Overwrite);
    switch (config.format()) {
      case CSV -> writer.option("header", true).option("escape", "\"").csv(output.qualified());
      case JSONL -> writer.json(output.qualified());
      case PARQUET -> writer.parquet(output.qualified());
    }
  }

  private PredictionCounts written(StructType schema) {
    Dataset<Row> rows =
        switch (config.format()) {
          case CSV ->
              run.spark()
                  .read()
                  .schema(schema)
                  .option("header", true)
                  .option("escape", "\"")
                  .option("multiLine", true)
                  .csv(output.qualified());
          case JSONL -> run.spark().read().schema(schema).json(output.qualified());
          case PARQUET -> run.spark().read().schema(schema).parquet(output.qualified());
        };
    PredictionCounts counts = new PredictionCounts();
    rows.groupBy(PredictionColumns.REASON)
        .count()
        .collectAsList()
        .forEach(row -> counts.add(row.getString(0), row.<Long>getAs(COUNT)));
    return counts;
  }

  /** Only what an earlier prediction has left is replaced. */
  private void requirePlace(Configuration hadoop) throws IOException {
    if (output.missing()) {
      return;
    }
    if (output.local().filter(path -> path.toFile().isFile()).isPresent()) {
      throw new ConfigurationException(
          "--output: Spark writes a folder, %s is a file".formatted(output.text()));
    }
    List<String> others =
        output.names(hadoop).stream()
            .filter(name -> !Set.of("_SUCCESS", "_temporary").contains(name))
            .filter(name -> !name.startsWith("part-") && !name.startsWith("."))
            .toList();
    if (!others.isEmpty()) {
      throw new ConfigurationException(
          "--output: the folder %s has files of something else, such as %s"
              .formatted(output.text(), others.get(0)));
    }
  }
}
