package org.latticework.report.judged;

import java.util.List;
import org.latticework.report.figure.Written;

/**
 * What one model said of one column.
 *
 * @param model its name
 * @param column what is predicted: band_gap, or a class, band_gap &gt; 0.0
 * @param unit of the values: eV/atom; 1 for probabilities
 * @param probability whether predictions are probabilities of a class, and targets 0 or 1
 * @param level share of the targets that the model's intervals are to hold; NaN where it has none
 * @param judgments in the order of the material ids, fold after fold
 */
public record JudgedColumn(
    String model,
    String column,
    String unit,
    boolean probability,
    double level,
    List<Judgment> judgments) {
  public JudgedColumn {
    judgments = List.copyOf(judgments);
  }

  /** Returns a number with the column's unit, for sentences; without where it has none. */
  public String amount(double value) {
    return Written.number(value) + (hasUnit() ? " " + unit : "");
  }

  /** Returns the title of an axis in the column's unit: what it shows, and the unit. */
  public String axis(String what) {
    return hasUnit() ? what + ", " + unit : what;
  }

  private boolean hasUnit() {
    return !unit.isBlank() && !unit.equals("1");
  }
}
