package org.latticework.pipeline.table;

import java.util.List;
import org.apache.spark.sql.Row;

/** Takes primitive arrays out of rows, where Spark keeps them boxed. */
final class ArrayCells {
  private ArrayCells() {}

  static int[] ints(Row row, String column) {
    List<Integer> values = row.getList(row.fieldIndex(column));
    int[] array = new int[values.size()];
    for (int k = 0; k < array.length; k++) {
      array[k] = values.get(k);
    }
    return array;
  }

  static double[] doubles(Row row, String column) {
    List<Double> values = row.getList(row.fieldIndex(column));
    double[] array = new double[values.size()];
    for (int k = 0; k < array.length; k++) {
      array[k] = values.get(k);
    }
    return array;
  }
}
