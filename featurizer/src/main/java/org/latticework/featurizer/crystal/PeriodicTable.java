package org.latticework.featurizer.crystal;

/**
 * Where elements stand in the periodic table. A row ends with a noble gas. Lanthanides and
 * actinides with lutetium and lawrencium are in group 3, as pymatgen has them, and in rows 6 and 7.
 */
public final class PeriodicTable {
  private static final int[] NOBLE_GASES = {0, 2, 10, 18, 36, 54, 86, 118};

  private PeriodicTable() {}

  /** Returns the row, 1 … 7. */
  public static int row(Element element) {
    int row = 1;
    while (NOBLE_GASES[row] < element.atomicNumber()) {
      row++;
    }
    return row;
  }

  /** Returns the group, 1 … 18. */
  public static int group(Element element) {
    int row = row(element);
    int place = element.atomicNumber() - NOBLE_GASES[row - 1]; // from 1
    int fromEnd = NOBLE_GASES[row] - element.atomicNumber();
    if (place <= 2 && fromEnd > 0) {
      return place;
    }
    return Math.max(18 - fromEnd, 3); // the f-block stands where group 3 is
  }
}
