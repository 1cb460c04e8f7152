package org.latticework.jobs.predictor;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.inference.MeanAndDeviation;

/**
 * What a model predicts, with deviations and intervals if it is an ensemble.
 *
 * @param outputs of the model, t names
 * @param ensemble whether there are deviations
 * @param intervals of each output what makes an interval of a deviation; empty where there are none
 */
public record PredictedValues(
    List<String> outputs, boolean ensemble, List<ConformalFactor> intervals)
    implements CrystalOutput {
  private static final String STD = "_std";
  private static final String LOWER = "_lower";
  private static final String UPPER = "_upper";

  public PredictedValues {
    outputs = List.copyOf(outputs);
    intervals = List.copyOf(intervals);
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (String output : outputs) {
      columns.add(output);
      endings().forEach(ending -> columns.add(output + ending));
    }
    return columns;
  }

  private List<String> endings() {
    if (!ensemble) {
      return List.of();
    }
    return intervals.isEmpty() ? List.of(STD) : List.of(STD, LOWER, UPPER);
  }

  @Override
  public List<Object> values(CrystalPass pass) {
    List<MeanAndDeviation> said = MeanAndDeviation.ofColumns(pass.predictions());
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < outputs.size(); column++) {
      MeanAndDeviation of = said.get(column);
      if (!Double.isFinite(of.mean())) {
        throw new ArithmeticException("the network predicts " + of.mean());
      }
      values.add(of.mean());
      if (ensemble) {
        values.add(of.deviation());
      }
      if (ensemble && !intervals.isEmpty()) {
        double half = intervals.get(column).halfWidth(of.deviation());
        values.add(Double.isFinite(half) ? of.mean() - half : null);
        values.add(Double.isFinite(half) ? of.mean() + half : null);
      }
    }
    return values;
  }
}
