package org.latticework.report.figure;

import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.PeriodicTable;

/**
 * Where an element stands in a drawn periodic table, whose f-block is below the others with a gap.
 *
 * @param column 1 … 18
 * @param row 1 … 10
 */
public record ElementPlace(int column, int row) {
  private static final int F_BLOCK = 15; // elements from lanthanum to lutetium
  private static final int BELOW = 3; // rows

  /** Returns the place of an element. */
  public static ElementPlace of(Element element) {
    int group = PeriodicTable.group(element);
    int row = PeriodicTable.row(element);
    int place = element.atomicNumber() - (row == 7 ? Element.Ac : Element.La).atomicNumber();
    return row >= 6 && place >= 0 && place < F_BLOCK
        ? new ElementPlace(group + place, row + BELOW)
        : new ElementPlace(group, row);
  }
}
