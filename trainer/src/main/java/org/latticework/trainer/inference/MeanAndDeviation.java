package org.latticework.trainer.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the k members of an ensemble say together.
 *
 * @param mean of what each says
 * @param deviation the standard deviation, whose square is the sum of squared differences from the
 *     mean divided by k − 1; NaN of a single member
 */
public record MeanAndDeviation(double mean, double deviation) {

  /**
   * Joins.
   *
   * @param said by each member, k numbers
   */
  public static MeanAndDeviation of(double[] said) {
    if (said.length == 1) {
      return new MeanAndDeviation(said[0], Double.NaN);
    }
    double mean = Arrays.stream(said).sum() / said.length;
    double squares = Arrays.stream(said).map(it -> (it - mean) * (it - mean)).sum();
    return new MeanAndDeviation(mean, Math.sqrt(squares / (said.length - 1)));
  }

  /**
   * Joins column by column.
   *
   * @param members what each member says of all t columns
   * @return t
   */
  public static List<MeanAndDeviation> ofColumns(List<double[]> members) {
    List<MeanAndDeviation> columns = new ArrayList<>();
    for (int c = 0; c < members.get(0).length; c++) {
      int column = c;
      columns.add(of(members.stream().mapToDouble(said -> said[column]).toArray()));
    }
    return columns;
  }
}
