package org.latticework.trainer.task;

import java.util.Arrays;
import java.util.List;

/**
 * Learns whether the value of a column is above a threshold; the network says with what
 * probability. A column of 0 and 1 has the threshold 0.5; whether a crystal is an insulator is
 * {@code band_gap} above 0.
 *
 * @param column its name
 * @param threshold in the column's unit; finite
 */
public record Classification(String column, double threshold) implements Task {
  public Classification {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("A threshold must be finite, got " + threshold);
    }
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> outputs() {
    return List.of("%s > %s".formatted(column, threshold));
  }

  @Override
  public String headline() {
    return "log_loss";
  }

  @Override
  public Scaling fit(List<double[]> values, boolean scale) {
    long above = above(values.get(0));
    int all = values.get(0).length;
    if (above == 0 || above == all) {
      throw new IllegalArgumentException(
          "Nothing to tell apart: of %,d crystals of the training fold %,d have %s > %s"
              .formatted(all, above, column, threshold));
    }
    return Scaling.identity(1);
  }

  @Override
  public List<String> unjudged(List<double[]> values) {
    long above = above(values.get(0));
    return above > 0 && above < values.get(0).length
        ? List.of()
        : List.of("all are of one class: AUC and balanced accuracy are not defined");
  }

  @Override
  public double label(Scaling scaling, int index, double value) {
    return Double.isNaN(value) ? Double.NaN : isAbove(value);
  }

  private long above(double[] values) {
    return Arrays.stream(values).filter(value -> value > threshold).count();
  }

  private double isAbove(double value) {
    return value > threshold ? 1 : 0;
  }

  @Override
  public double prediction(Scaling scaling, int index, double output) {
    return 1 / (1 + Math.exp(-output));
  }

  /** Returns −ln of the probability that the network gives to what is the case. */
  @Override
  public double error(double[] outputs, double[] labels) {
    double wrong = labels[0] > 0 ? -outputs[0] : outputs[0];
    return Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }

  @Override
  public double unit(Scaling scaling) {
    return 1;
  }

  @Override
  public TaskMetrics judge(Scaling scaling, List<double[]> values, List<double[]> predictions) {
    int[] known = Known.places(values, 0);
    double[] labels = Arrays.stream(Known.column(values, 0, known)).map(this::isAbove).toArray();
    ClassificationMetrics metrics =
        ClassificationMetrics.of(labels, Known.column(predictions, 0, known));
    return new TaskMetrics(List.of(metrics), metrics.logLoss());
  }
}
