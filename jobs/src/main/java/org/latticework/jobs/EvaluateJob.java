package org.latticework.jobs;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.latticework.pipeline.table.PredictionTable;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.report.RegressionMetrics;
import org.latticework.trainer.training.DistributedPrediction;
import org.latticework.trainer.training.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges a model on crystals it has not seen. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Predict the test fold of the model's split, and compare. No other job reads that fold.",
      "Writes the table predictions and <workspace>/models/<name>/metrics-<fold>.json.",
      "Example: latticework evaluate --model big"
    })
final class EvaluateJob extends Job {
  @Option(names = "--model", paramLabel = "M", description = "Name of the model (evaluate.model).")
  private Optional<String> model;

  @Option(
      names = "--fold",
      paramLabel = "F",
      description = "test, validation or train (evaluate.fold).")
  private Optional<String> fold;

  @Override
  Settings override(Settings settings) {
    return settings.with("evaluate.model", model).with("evaluate.fold", fold);
  }

  @Override
  Work prepare(Settings settings, Location workspace) {
    EvaluateConfig config = EvaluateConfig.from(settings);
    ModelFolder.of(workspace, config.model()).require();
    WorkspaceTable.GRAPHS.require(workspace);
    return run -> evaluate(run, config);
  }

  static Summary evaluate(JobRun run, EvaluateConfig config) throws IOException {
    ModelFolder folder = ModelFolder.of(run.location(), config.model());
    Provenance provenance = folder.provenance(run.hadoop());
    Target target =
        Target.ofColumn(provenance.target()).orElseGet(() -> Target.extra(provenance.target()));
    Evaluation evaluation =
        new Evaluation(config, target, predictions(run, config, provenance, target));
    PredictionTable.replace(
        run.workspace(),
        run.spark().createDataFrame(evaluation.rows(), PredictionTable.SCHEMA),
        config.model(),
        config.fold());
    Summary summary = evaluation.summary();
    folder.write(config.metricsFile(), Json.indented(summary.facts()), run.hadoop());
    RegressionMetrics metrics = evaluation.metrics();
    run.console()
        .say(
            "Evaluated  %,d %s crystals: MAE %.4f, RMSE %.4f %s, R² %.4f",
            metrics.count(),
            config.fold().word(),
            metrics.mae(),
            metrics.rmse(),
            target.unit(),
            metrics.r2());
    return summary;
  }

  /** Predicts the fold, in the order of the material ids: so metrics agree to the last digit. */
  private static List<Prediction> predictions(
      JobRun run, EvaluateConfig config, Provenance provenance, Target target) throws IOException {
    JavaRDD<Example> examples =
        LabeledExamples.of(
            run,
            provenance.split(),
            provenance.graphConfig(),
            target,
            config.fold(),
            provenance.asOf());
    TrainedModel model = ModelFolder.of(run.location(), config.model()).model(run.hadoop());
    List<Prediction> predictions =
        DistributedPrediction.predict(examples, model).collect().stream()
            .sorted(Comparator.comparing(Prediction::materialId))
            .toList();
    if (predictions.isEmpty()) {
      throw new ConfigurationException(
          "The fold %s of split %s has no graphs under %s"
              .formatted(config.fold().word(), provenance.split(), provenance.graphConfig()));
    }
    return predictions;
  }
}
