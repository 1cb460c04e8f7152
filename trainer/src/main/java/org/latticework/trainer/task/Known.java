package org.latticework.trainer.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Picks the crystals of which a value is known. */
final class Known {
  private Known() {}

  /** Returns the places of the rows that have a number in a column. */
  static int[] places(List<double[]> rows, int column) {
    return IntStream.range(0, rows.size())
        .filter(k -> !Double.isNaN(rows.get(k)[column]))
        .toArray();
  }

  /** Returns the numbers of a column at some places. */
  static double[] column(List<double[]> rows, int column, int[] places) {
    return Arrays.stream(places).mapToDouble(k -> rows.get(k)[column]).toArray();
  }
}
