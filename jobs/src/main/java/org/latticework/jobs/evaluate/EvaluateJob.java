package org.latticework.jobs.evaluate;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.NetworkLimits;
import org.latticework.jobs.fold.ReadFolds;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.job.WorkspaceLock;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.jobs.workspace.WorkspaceTable;
import org.latticework.pipeline.leakage.NearestTraining;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.FingerprintTable;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.task.Regression;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges a model on crystals it has not seen. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Predict the test fold of the model's split, and compare. No other job reads that fold.",
      "The split and the values are those the model was trained with, whatever came since.",
      "Writes the table predictions and <workspace>/models/<name>/metrics-<fold>.json.",
      "Example: latticework evaluate --model big"
    })
public final class EvaluateJob extends Job {
  @Option(names = "--model", paramLabel = "M", description = "Name of the model (evaluate.model).")
  private Optional<String> model;

  @Option(
      names = "--fold",
      paramLabel = "F",
      description = "test, validation or train (evaluate.fold).")
  private Optional<String> fold;

  @Option(
      names = "--counterfactual",
      description =
          "Compare with an earlier model, trained alike on a random split of the same sizes.")
  private boolean counterfactual;

  @Override
  protected Settings override(Settings settings) {
    return settings.with("evaluate.model", model).with("evaluate.fold", fold);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    EvaluateConfig config = EvaluateConfig.from(settings);
    ModelFolder.of(workspace, config.model()).require();
    WorkspaceTable.GRAPHS.require(workspace);
    return run -> counterfactual ? compare(run, config) : evaluate(run, config);
  }

  /**
   * Evaluates, unless what was found is there and no graph was missing: with the same model it
   * would be found again.
   */
  public static Summary evaluateOnce(JobRun run, EvaluateConfig config) throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    ModelVersion model = folder.current(run.hadoop());
    Optional<Summary> found = model.summary(config.metricsFile(), run.hadoop());
    if (found.isEmpty() || found.get().count("without_graph") > 0) {
      return evaluate(run, config);
    }
    run.console()
        .say(
            "Evaluated  before, nothing to do: %s",
            model.folder().child(config.metricsFile()).text());
    return found.get();
  }

  private static Summary compare(JobRun run, EvaluateConfig config) throws IOException {
    Summary summary = evaluate(run, config);
    String headline = String.valueOf(summary.facts().get("headline"));
    Optional<Counterfactual> found = Counterfactual.find(run, config, headline);
    if (found.isEmpty()) {
      Counterfactual.sayNone(run.console(), config);
      return summary.put("counterfactual", null);
    }
    found
        .get()
        .say(
            run.console(),
            headline,
            config.model(),
            ((Number) summary.facts().get(headline)).doubleValue());
    return summary.put("counterfactual", found.get().facts().facts());
  }

  static Summary evaluate(JobRun run, EvaluateConfig config) throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    ModelVersion version = folder.current(run.hadoop());
    Provenance provenance = version.provenance(run.hadoop());
    requireSplit(config, provenance);
    Summary leftOut;
    Evaluation evaluation;
    // Read with its provenance: whatever replaces it now, both are of one training.
    try (Ensemble model = version.model(run.hadoop());
        ReadFolds crystals = judged(run, config, provenance, model).read(config.fold())) {
      leftOut = crystals.leftOut().put("graph_config", crystals.graphConfig());
      JavaRDD<Example> examples = crystals.examples(config.fold());
      List<Prediction> predictions =
          StageProgress.during(run, "Predicting", () -> predictions(examples, model));
      Optional<Map<String, Double>> distances =
          StageProgress.during(run, "Comparing", () -> distances(run, config, provenance));
      evaluation =
          new Evaluation(
              config,
              version.trainingId(),
              model.task(),
              provenance.targets(),
              predictions,
              DistributedPrediction.judge(model, predictions),
              ErrorByDistance.of(predictions, distances, model),
              model.intervals(),
              certainties(judged(run, config, provenance, model), model, predictions));
    }
    Summary summary = evaluation.summary().putAll(leftOut);
    write(run, config, evaluation, version, summary);
    evaluation.say(run.console());
    return summary;
  }

  private static void requireSplit(EvaluateConfig config, Provenance provenance) {
    if (provenance.split().isEmpty()) {
      throw new ConfigurationException(
          "The model %s was not trained here and has no split to be judged by: predict with it, and compare"
              .formatted(config.model()));
    }
  }

  private static LabeledFolds judged(
      JobRun run, EvaluateConfig config, Provenance provenance, Ensemble model) {
    return LabeledFolds.toJudge(
        run, provenance, model.config(), NetworkLimits.of(model.config(), config.maxEdges()));
  }

  /** Compares what an ensemble says of its certainty with its errors; classes have no deviation. */
  private static List<Certainty> certainties(
      LabeledFolds folds, Ensemble model, List<Prediction> predictions) {
    if (model.members().size() == 1 || !(model.task() instanceof Regression)) {
      return List.of();
    }
    List<Target> targets = folds.provenance().targets();
    Map<String, String> groups = folds.groups();
    return IntStream.range(0, targets.size())
        .boxed()
        .flatMap(
            column ->
                Certainty.of(
                    predictions,
                    targets.get(column),
                    column,
                    model.intervals().stream().skip(column).findFirst(),
                    groups)
                    .stream())
        .toList();
  }

  /**
   * Measures how near came what was learned from, as it was then. Empty for the training fold
   * itself, and in a workspace that was split before there were fingerprints.
   */
  private static Optional<Map<String, Double>> distances(
      JobRun run, EvaluateConfig config, Provenance provenance) {
    if (config.fold() == Fold.TRAIN
        || !FingerprintTable.TABLE.exists(run.spark(), run.workspace())) {
      return Optional.empty();
    }
    TableVersions then = provenance.tableVersions();
    return Optional.of(
        NearestTraining.distances(
            run.spark(),
            run.workspace(),
            learnable(
                then.materials(run.spark(), run.workspace(), provenance.release()), provenance),
            then.split(run.spark(), run.workspace(), provenance.split()),
            config.fold()));
  }

  /** Returns the materials that have one of the targets: no other was learned from. */
  private static Dataset<Row> learnable(Dataset<Row> materials, Provenance provenance) {
    Column known =
        provenance.targets().stream()
            .map(target -> functions.col(target.column()).isNotNull())
            .reduce(functions.lit(false), Column::or);
    return materials.where(known);
  }

  /**
   * Writes predictions and metrics, one evaluation after the other.
   *
   * @throws IOException also if another training has replaced the model meanwhile
   */
  private static void write(
      JobRun run,
      EvaluateConfig config,
      Evaluation evaluation,
      ModelVersion version,
      Summary summary)
      throws IOException {
    WorkspaceLock.ofPredictions(run)
        .await(
            lock -> {
              lock.requireHeld();
              ModelFolder.of(run.location(), config.model()).requireCurrent(version, run.hadoop());
              PredictionTable.replace(
                  run.workspace(),
                  run.spark().createDataFrame(evaluation.rows(), PredictionTable.SCHEMA),
                  config.model(),
                  config.fold(),
                  version.trainingId());
              version.write(config.metricsFile(), Json.indented(summary.facts()), run.hadoop());
              return null;
            });
  }

  /** Predicts the fold, in the order of the material ids: so metrics agree to the last digit. */
  private static List<Prediction> predictions(JavaRDD<Example> examples, Ensemble model) {
    return DistributedPrediction.predict(examples, model).stream()
        .sorted(Comparator.comparing(Prediction::materialId))
        .toList();
  }
}
