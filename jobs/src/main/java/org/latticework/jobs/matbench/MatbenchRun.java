package org.latticework.jobs.matbench;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.console.Version;
import org.latticework.jobs.evaluate.EvaluateConfig;
import org.latticework.jobs.evaluate.EvaluateJob;
import org.latticework.jobs.featurize.FeaturizeJob;
import org.latticework.jobs.ingest.IngestJob;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.run.Chain;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.pipeline.trainingset.TableVersions;

/**
 * The steps of a task, each of which does only what is missing.
 *
 * @param run whose workspace it is
 * @param config of the task
 */
record MatbenchRun(JobRun run, MatbenchConfig config) {
  private static final String PARAMETERS = "parameters";
  private static final String BEST_EPOCH = "best_epoch";

  /** Does them, and writes the results. */
  Summary complete() throws IOException {
    TaskRows rows = TaskRows.read(config.file(), config.ingest(), run.hadoop());
    requireOwnWorkspace(rows);
    Summary summary = chain().run(run);
    List<FoldResult> folds = folds(rows);
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> {
              results(folds).write(config.output(), run.hadoop());
              return null;
            });
    MatbenchReport report = new MatbenchReport(config, rows, folds);
    report.say(run.console());
    return summary.putAll(report.summary());
  }

  private Chain chain() {
    return new Chain()
        .then("ingest", writing(each -> IngestJob.ingest(each, config.ingest())))
        .then("featurize", writing(each -> FeaturizeJob.featurize(each, config.graphs(), false)))
        .then("split", writing(each -> SplitsDone.split(each, config)))
        .then("sweep", this::sweep)
        .then("evaluate", this::evaluate);
  }

  private static Work writing(Work step) {
    return run -> WorkspaceLock.ofTables(run).hold(lock -> step.run(run));
  }

  /** Other materials would be split too, and Matbench's folds are those of a single data set. */
  private void requireOwnWorkspace(TaskRows rows) {
    if (!MaterialTable.TABLE.exists(run.spark(), run.workspace())) {
      return;
    }
    Optional<String> other =
        MaterialTable.read(run.spark(), run.workspace())
            .select(MaterialTable.MATERIAL_ID)
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .filter(name -> !rows.values().containsKey(name))
            .findFirst();
    if (other.isPresent()) {
      throw new ConfigurationException(
          "The workspace %s has materials that %s does not have, such as %s: a task of Matbench wants a workspace of its own"
              .formatted(run.location().text(), config.file().text(), other.get()));
    }
  }

  private Summary sweep(JobRun each) throws IOException {
    Summary summary = config.sweep().train(each);
    if (summary.count("runs_failed") > 0) {
      throw new IllegalStateException(
          "%d of %d networks could not be trained; the table runs says why"
              .formatted(summary.count("runs_failed"), MatbenchFolds.FOLDS));
    }
    for (String model : config.sweep().models(each).values()) {
      requireSameRows(each, ModelFolder.of(each.location(), model));
    }
    return summary;
  }

  /** Networks of an excerpt, of other values or of other folds say nothing of what is there now. */
  private void requireSameRows(JobRun each, ModelFolder model) throws IOException {
    TableVersions then = model.current(each.hadoop()).provenance(each.hadoop()).tableVersions();
    if (MaterialTable.TABLE.changedSince(each.spark(), each.workspace(), then.materials())
        || SplitTable.TABLE.changedSince(each.spark(), each.workspace(), then.splits())) {
      throw new ConfigurationException(
          "Materials or splits have changed since the network %s was trained: choose another --name"
              .formatted(model.name()));
    }
  }

  private Summary evaluate(JobRun each) throws IOException {
    List<Map<String, Object>> models = new ArrayList<>();
    for (String model : config.sweep().models(each).values()) {
      models.add(EvaluateJob.evaluateOnce(each, judged(model)).facts());
    }
    return new Summary().put("models", models);
  }

  private EvaluateConfig judged(String model) {
    return new EvaluateConfig(model, Fold.TEST, config.train().maxEdges());
  }

  private List<FoldResult> folds(TaskRows rows) throws IOException {
    Map<String, String> models = config.sweep().models(run);
    List<FoldResult> folds = new ArrayList<>();
    for (int fold = 0; fold < MatbenchFolds.FOLDS; fold++) {
      String model = models.get(MatbenchSettings.split(config.name(), fold));
      ModelVersion version = ModelFolder.of(run.location(), model).current(run.hadoop());
      Map<?, ?> metrics = version.metrics(run.hadoop());
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("model", model);
      parameters.put("training_id", version.trainingId());
      parameters.put(BEST_EPOCH, metrics.get(BEST_EPOCH));
      parameters.put(PARAMETERS, metrics.get(PARAMETERS));
      folds.add(FoldResult.of(fold, rows, predictions(version), parameters));
    }
    return folds;
  }

  /**
   * Reads what a model says of its test fold.
   *
   * @throws IOException if the table has other rows than were judged
   */
  private Map<String, Double> predictions(ModelVersion version) throws IOException {
    Map<String, Double> predictions = new TreeMap<>();
    for (Row row :
        PredictionTable.read(run.spark(), run.workspace())
            .where(col(PredictionTable.MODEL).equalTo(version.name()))
            .where(col(PredictionTable.FOLD).equalTo(Fold.TEST.word()))
            .where(col(PredictionTable.TRAINING_ID).equalTo(version.trainingId()))
            .collectAsList()) {
      predictions.put(
          row.getAs(PredictionTable.MATERIAL_ID), row.getAs(PredictionTable.PREDICTION));
    }
    String file = judged(version.name()).metricsFile();
    long judged = version.summary(file, run.hadoop()).orElse(new Summary()).count("count");
    if (judged != predictions.size()) {
      throw new IOException(
          "The table predictions has %,d crystals of the test of %s, and %s says %,d: remove that file, and run the command again"
              .formatted(
                  predictions.size(), version.name(), version.folder().child(file).text(), judged));
    }
    return predictions;
  }

  private ResultsFile results(List<FoldResult> folds) {
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("algorithm", config.settings().text("train.network.kind"));
    metadata.put("software", "Latticework " + Version.text());
    metadata.put("settings", MatbenchSettings.unusual(config.settings()));
    metadata.put(PARAMETERS, folds.get(0).parameters().get(PARAMETERS));
    metadata.put("predicted_by_mean", folds.stream().mapToInt(it -> it.byMean().size()).sum());
    return new ResultsFile(config.task().name(), folds, metadata, Instant.now());
  }
}
