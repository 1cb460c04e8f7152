package org.latticework.jobs.predictor;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model predicts, and what each site contributes to that: numbers in the column's unit, in
 * the order of the crystal's sites, whose mean is the prediction. Of an ensemble the mean over its
 * members.
 *
 * @param predicted the predictions
 */
public record SiteContributions(PredictedValues predicted) implements CrystalOutput {
  private static final String NAME = "site_contributions";

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(predicted.columns());
    columns.addAll(ofSites());
    return columns;
  }

  /** Returns the columns that hold a number for each site; a column of several has its name. */
  public List<String> ofSites() {
    return predicted.outputs().size() == 1
        ? List.of(NAME)
        : predicted.outputs().stream().map(output -> output + "_" + NAME).toList();
  }

  @Override
  public List<Object> values(CrystalPass pass) {
    List<Object> values = new ArrayList<>(predicted.values(pass));
    List<List<double[]>> members = pass.contributions();
    for (int c = 0; c < predicted.outputs().size(); c++) {
      int column = c;
      values.add(mean(members.stream().map(member -> member.get(column)).toList()));
    }
    return values;
  }

  private static double[] mean(List<double[]> members) {
    double[] mean = new double[members.get(0).length];
    for (int site = 0; site < mean.length; site++) {
      for (double[] member : members) {
        mean[site] += member[site];
      }
      mean[site] /= members.size();
      if (!Double.isFinite(mean[site])) {
        throw new ArithmeticException(
            "the network says that site %d contributes %s".formatted(site, mean[site]));
      }
    }
    return mean;
  }
}
