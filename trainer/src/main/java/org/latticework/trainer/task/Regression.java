package org.latticework.trainer.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Learns the values of columns, each on a scale of its own. A crystal that lacks some of them is
 * learned from by the others.
 *
 * @param columns t names; at least one, each once
 */
public record Regression(List<String> columns) implements Task {
  public Regression {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || Set.copyOf(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "A regression needs at least one column and each once, got " + columns);
    }
  }

  /** Returns the regression of one column. */
  public static Regression of(String column) {
    return new Regression(List.of(column));
  }

  @Override
  public List<String> outputs() {
    return columns;
  }

  @Override
  public String headline() {
    return columns.size() == 1 ? "mae" : "scaled_mae";
  }

  @Override
  public Scaling fit(List<double[]> values, boolean scale) {
    List<TargetScaler> scalers = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (values.get(c).length == 0) {
        throw new IllegalArgumentException(
            "No crystal of the training fold has a value of " + columns.get(c));
      }
      scalers.add(scale ? TargetScaler.fit(values.get(c)) : TargetScaler.identity());
    }
    return new Scaling(scalers);
  }

  @Override
  public List<String> unjudged(List<double[]> values) {
    return IntStream.range(0, columns.size())
        .filter(c -> values.get(c).length == 0)
        .mapToObj(c -> "no value of " + columns.get(c))
        .toList();
  }

  @Override
  public double label(Scaling scaling, int column, double value) {
    return scaling.columns().get(column).scale(value);
  }

  @Override
  public double prediction(Scaling scaling, int column, double output) {
    return scaling.columns().get(column).unscale(output);
  }

  /** Returns the mean of |output − label| over the columns that are known. */
  @Override
  public double error(double[] outputs, double[] labels) {
    double sum = 0;
    int known = 0;
    for (int c = 0; c < labels.length; c++) {
      if (!Double.isNaN(labels[c])) {
        sum += Math.abs(outputs[c] - labels[c]);
        known++;
      }
    }
    return sum / known;
  }

  /** Errors of one column are given in its unit, those of several as parts of their deviations. */
  @Override
  public double unit(Scaling scaling) {
    return columns.size() == 1 ? scaling.first().std() : 1;
  }

  @Override
  public TaskMetrics judge(Scaling scaling, List<double[]> values, List<double[]> predictions) {
    List<Metrics> metrics = new ArrayList<>();
    double sum = 0;
    int judged = 0;
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      int[] known = Known.places(values, column);
      RegressionMetrics of =
          known.length == 0
              ? RegressionMetrics.NONE
              : RegressionMetrics.of(
                  Known.column(values, column, known), Known.column(predictions, column, known));
      metrics.add(of);
      if (known.length > 0) {
        sum += columns.size() == 1 ? of.mae() : of.mae() / scaling.columns().get(column).std();
        judged++;
      }
    }
    return new TaskMetrics(metrics, judged == 0 ? Double.NaN : sum / judged);
  }
}
