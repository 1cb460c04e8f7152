package org.latticework.jobs.predict;

import com.google.common.collect.Iterators;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.nearest.KeptVectors;
import org.latticework.jobs.predict.PredictConfig.Format;
import org.latticework.jobs.predict.PredictConfig.OnSpark;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.export.Export;
import org.latticework.pipeline.export.ExportFormat;
import org.latticework.pipeline.ingest.dump.Dump;
import org.latticework.pipeline.ingest.dump.DumpRecords;
import org.latticework.pipeline.ingest.form.UnclearFormException;
import org.latticework.pipeline.ingest.record.UnreadableDumpException;
import org.latticework.trainer.network.CrystalBound;

/**
 * One call of {@code predict} or {@code embed}.
 *
 * @param run whose workspace has the model
 * @param config what to predict
 * @param output where to write
 */
record Prediction(JobRun run, PredictConfig config, Location output) {
  /** Above it the executors of Spark share the work, bytes as packed: some 100,000 crystals. */
  private static final long LARGE = 64 << 20;

  /** Predicts, and returns the facts. */
  Summary predict() throws IOException {
    Configuration hadoop = run.hadoop();
    PredictingModel model = model(hadoop);
    Dump dump = dump(hadoop);
    Optional<DumpRecords> here =
        isLarge(dump) ? Optional.empty() : dump.records(hadoop, config.input().structureRules());
    if (here.isEmpty() && config.spark() == OnSpark.NEVER) {
      throw new ConfigurationException(
          "predict.spark = never: only Spark reads %s or writes %s"
              .formatted(config.input().input(), config.format()));
    }
    PredictionCounts counts =
        here.isPresent()
            ? here(here.get(), model, hadoop)
            : new SparkPrediction(run, config, output).predict(dump, model);
    counts.say(run.console(), output);
    return new Summary()
        .put("model", config.model())
        .put("training_id", model.files().trainingId())
        .putAll(counts.facts())
        .put("on_spark", here.isEmpty())
        .put("output", output.absolute());
  }

  private PredictingModel model(Configuration hadoop) throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    PredictingModel model =
        PredictingModel.open(config.model(), folder.files(hadoop), config.asked())
            .upTo(Settings.checked("train", () -> new CrystalBound(config.maxEdges())));
    if (config.nearest()) {
      ModelVersion version = folder.current(hadoop);
      folder.requireTraining(model.files().trainingId(), hadoop);
      model =
          model.comparingWith(KeptVectors.of(run, version, model, config.maxEdges()).training());
    }
    Settings.checked("predict", RecordColumns.of(model)::distinct);
    return model;
  }

  private Dump dump(Configuration hadoop) throws IOException {
    try {
      return config.input().open(hadoop, run::spark).withoutTargets();
    } catch (FileNotFoundException | UnclearFormException | UnreadableDumpException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private boolean isLarge(Dump dump) {
    return switch (config.spark()) {
      case ALWAYS -> true;
      case NEVER -> config.format() == Format.PARQUET;
      case AUTO ->
          run.hasMaster() || config.format() == Format.PARQUET || dump.packedBytes() > LARGE;
    };
  }

  private PredictionCounts here(DumpRecords records, PredictingModel model, Configuration hadoop)
      throws IOException {
    Path target = new Path(output.qualified());
    FileSystem store = target.getFileSystem(hadoop);
    if (store.exists(target) && store.getFileStatus(target).isDirectory()) {
      throw new ConfigurationException(
          "--output wants a file, %s is a folder".formatted(output.text()));
    }
    PredictionCounts counts = new PredictionCounts();
    PredictionProgress progress = new PredictionProgress(run.console());
    int threads = Runtime.getRuntime().availableProcessors();
    try (records;
        Answers answers = new Answers(records, model, threads, progress::show)) {
      RecordColumns columns = RecordColumns.of(model);
      Iterator<Row> rows =
          Iterators.transform(answers, answer -> columns.row(counts.counted(answer)));
      ExportFormat form = config.format() == Format.CSV ? ExportFormat.CSV : ExportFormat.JSONL;
      Export.write(rows, columns.schema(), form, output.qualified(), hadoop);
    } finally {
      progress.clear();
    }
    return counts;
  }
}
