package org.latticework.trainer.prediction;

import java.io.Serializable;
import java.util.List;
import org.latticework.trainer.inference.MeanAndDeviation;

/** What a network says of one crystal, or several networks together. */
public final class Prediction implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String materialId;
  private final double[] targets;
  private final double[] values;
  private final double[] deviations; // empty of a single network

  /**
   * Joins what was known and what a single network says.
   *
   * @param materialId whose crystal it is
   * @param targets what was known, one number a column, in the column's unit; NaN where unknown
   * @param values what the network says, in the same units, or a probability
   */
  Prediction(String materialId, double[] targets, double[] values) {
    this(materialId, targets, values, new double[0]);
  }

  private Prediction(String materialId, double[] targets, double[] values, double[] deviations) {
    this.materialId = materialId;
    this.targets = targets;
    this.values = values;
    this.deviations = deviations;
  }

  /**
   * Returns what an ensemble says: of each column the mean over its k members, and their standard
   * deviation, whose square is the sum of squared differences from the mean divided by k - 1.
   *
   * @param members what each network says of the same crystal, in the order of the networks; a
   *     single one is returned as it is
   * @throws IllegalArgumentException if they are of different crystals
   */
  static Prediction joined(List<Prediction> members) {
    Prediction first = members.get(0);
    if (members.size() == 1) {
      return first;
    }
    for (Prediction member : members) {
      if (!member.materialId.equals(first.materialId)) {
        throw new IllegalArgumentException(
            "Members of an ensemble predict the same crystal, got %s and %s"
                .formatted(first.materialId, member.materialId));
      }
    }
    List<MeanAndDeviation> columns =
        MeanAndDeviation.ofColumns(members.stream().map(member -> member.values).toList());
    return new Prediction(
        first.materialId,
        first.targets,
        columns.stream().mapToDouble(MeanAndDeviation::mean).toArray(),
        columns.stream().mapToDouble(MeanAndDeviation::deviation).toArray());
  }

  public String materialId() {
    return materialId;
  }

  /** Returns the number of columns. */
  public int columns() {
    return values.length;
  }

  /** Returns what was known of a column, from 0; NaN where unknown. */
  public double target(int column) {
    return targets[column];
  }

  /** Returns what the network says of a column, from 0; of an ensemble the mean. */
  public double value(int column) {
    return values[column];
  }

  /**
   * Returns the standard deviation over an ensemble, in the column's unit; NaN of a single network.
   */
  public double deviation(int column) {
    return deviations.length == 0 ? Double.NaN : deviations[column];
  }
}
