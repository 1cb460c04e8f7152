package org.latticework.jobs.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.PredictionTable;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.task.RegressionMetrics;

/**
 * What a model said of a fold.
 *
 * @param config which model and fold
 * @param trainingId of the model
 * @param target what it predicts
 * @param predictions at least one, in the order of the material ids
 */
record Evaluation(
    EvaluateConfig config, String trainingId, Target target, List<Prediction> predictions) {
  Evaluation {
    predictions = List.copyOf(predictions);
  }

  RegressionMetrics metrics() {
    return RegressionMetrics.of(
        predictions.stream().mapToDouble(Prediction::target).toArray(),
        predictions.stream().mapToDouble(Prediction::prediction).toArray());
  }

  /** Returns the rows for the table of predictions. */
  List<Row> rows() {
    return predictions.stream().map(this::row).toList();
  }

  private Row row(Prediction prediction) {
    return PredictionTable.toRow(
        config.model(),
        prediction.materialId(),
        known(prediction.target()),
        prediction.prediction(),
        OptionalDouble.empty(),
        config.fold(),
        trainingId);
  }

  /** Returns a target; it is not a number where it is unknown. */
  private static OptionalDouble known(double target) {
    return Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target);
  }

  Summary summary() {
    RegressionMetrics metrics = metrics();
    return new Summary()
        .put("model", config.model())
        .put("training_id", trainingId)
        .put("target", target.column())
        .put("unit", target.unit())
        .put("fold", config.fold().word())
        .put("count", metrics.count())
        .put("mae", metrics.mae())
        .put("rmse", metrics.rmse())
        .put("r2", metrics.r2());
  }
}
