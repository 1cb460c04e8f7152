package org.latticework.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.model.PredictedValue;
import org.latticework.pipeline.table.model.PredictionTable;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.prediction.Prediction;
import org.latticework.trainer.task.Metrics;
import org.latticework.trainer.task.RegressionMetrics;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.task.TaskMetrics;

/**
 * What a model said of a fold.
 *
 * @param config which model and fold
 * @param trainingId of the model
 * @param task what it predicts
 * @param targets the columns of the task
 * @param predictions at least one, in the order of the material ids
 * @param metrics of these predictions
 * @param byDistance the error by how near training comes
 * @param intervals of each column; empty where there are none
 * @param certainties of each column of an ensemble that has known targets
 */
record Evaluation(
    EvaluateConfig config,
    String trainingId,
    Task task,
    List<Target> targets,
    List<Prediction> predictions,
    TaskMetrics metrics,
    ErrorByDistance byDistance,
    List<ConformalFactor> intervals,
    List<Certainty> certainties) {
  Evaluation {
    intervals = List.copyOf(intervals);
    certainties = List.copyOf(certainties);
    targets = List.copyOf(targets);
    predictions = List.copyOf(predictions);
  }

  /** Returns the rows for the table of predictions. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Prediction prediction : predictions) {
      for (int column = 0; column < prediction.columns(); column++) {
        rows.add(row(prediction, column));
      }
    }
    return rows;
  }

  private Row row(Prediction prediction, int column) {
    return PredictionTable.toRow(
        config.model(),
        prediction.materialId(),
        known(prediction.target(column)),
        said(prediction, column),
        config.fold(),
        trainingId,
        task.outputs().get(column),
        byDistance.distance(prediction.materialId()));
  }

  private PredictedValue said(Prediction prediction, int column) {
    return new PredictedValue(
        prediction.value(column),
        known(prediction.deviation(column)),
        Certainty.halfWidth(prediction, column, interval(column)));
  }

  private Optional<ConformalFactor> interval(int column) {
    return intervals.isEmpty() ? Optional.empty() : Optional.of(intervals.get(column));
  }

  /** Returns a number; it is none where it is unknown. */
  private static OptionalDouble known(double number) {
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /** Says how far off the model is, a line for each column. */
  void say(Console console) {
    for (int column = 0; column < targets.size(); column++) {
      Metrics of = metrics.columns().get(column);
      console.say(
          "Evaluated  %,d %s crystals%s: %s",
          of.count(),
          config.fold().word(),
          targets.size() == 1 ? "" : " by " + targets.get(column).column(),
          words(of, targets.get(column).unit()));
    }
    byDistance.say(console);
    certainties.forEach(of -> of.say(console));
  }

  private static String words(Metrics metrics, String unit) {
    if (metrics.count() == 0) {
      return "no value is known";
    }
    if (metrics instanceof RegressionMetrics regression) {
      return "MAE %.4f, RMSE %.4f %s, R² %s"
          .formatted(
              regression.mae(),
              regression.rmse(),
              unit,
              Double.isNaN(regression.r2())
                  ? "none: all targets are equal"
                  : "%.4f".formatted(regression.r2()));
    }
    Map<String, Double> values = metrics.values();
    return String.format(
        Locale.ROOT,
        "accuracy %.4f, log loss %.4f, %s",
        values.get("accuracy"),
        values.get("log_loss"),
        Double.isNaN(values.get("auc"))
            ? "no AUC: all are of one class"
            : "balanced accuracy %.4f, AUC %.4f"
                .formatted(values.get("balanced_accuracy"), values.get("auc")));
  }

  /** Returns the facts: of a single output its metrics, of several a list of theirs. */
  Summary summary() {
    Summary summary =
        new Summary()
            .put("model", config.model())
            .put("training_id", trainingId)
            .put("fold", config.fold().word())
            .put("headline", task.headline())
            .put("by_distance", byDistance.facts());
    if (targets.size() == 1) {
      return summary.putAll(facts(0));
    }
    List<Map<String, Object>> columns = new ArrayList<>();
    for (int column = 0; column < targets.size(); column++) {
      columns.add(facts(column).facts());
    }
    return summary
        .put("count", predictions.size())
        .put(task.headline(), metrics.headline())
        .put("columns", columns);
  }

  private Summary facts(int column) {
    Metrics of = metrics.columns().get(column);
    Summary facts =
        new Summary()
            .put("target", task.outputs().get(column))
            .put("unit", of instanceof RegressionMetrics ? targets.get(column).unit() : "1")
            .put("count", of.count());
    of.values().forEach(facts::put);
    certainties.stream()
        .filter(certainty -> certainty.target().equals(targets.get(column)))
        .forEach(certainty -> facts.put("ensemble", certainty.facts().facts()));
    return facts;
  }
}
