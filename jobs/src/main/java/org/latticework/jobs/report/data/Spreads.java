package org.latticework.jobs.report.data;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.report.data.Bin;
import org.latticework.report.data.Quantiles;
import org.latticework.report.data.Spread;

/** Counts how quantities are spread over rows, in two jobs whatever their number. */
final class Spreads {
  static final int BINS = 40;

  // Of the sketch of quantiles: ranks are right to a ten-thousandth.
  private static final int ACCURACY = 10_000;
  private static final int FACTS = 4; // a quantity: count, least, greatest, quantiles

  // Bins end at these shares of the values where what is beyond would take half of the width.
  private static final double FRINGE = 0.001;
  private static final double MOST_FRINGE = 2;

  private Spreads() {}

  /** The ends of the bins of a quantity; there are no bins where {@code to} is NaN. */
  private record Range(double from, double to) {
    static final Range NONE = new Range(Double.NaN, Double.NaN);

    int bins() {
      return Double.isNaN(to) ? 0 : from == to ? 1 : BINS;
    }

    /** Returns the bin of a value: the nearest of one outside. */
    Column bin(Column value) {
      if (bins() < BINS) {
        return when(value.isNotNull(), lit(0));
      }
      Column place = floor(value.minus(from).divide(to - from).multiply(BINS));
      return when(value.isNotNull(), least(lit(BINS - 1L), greatest(lit(0L), place)));
    }

    /** Returns a bin; a constant's has a width for it to be seen. */
    Bin bin(int k, long count) {
      if (bins() < BINS) {
        double room = Math.max(0.5, 0.05 * Math.abs(from));
        return new Bin(from - room, from + room, count);
      }
      double width = (to - from) / BINS;
      return new Bin(from + k * width, k == BINS - 1 ? to : from + (k + 1) * width, count);
    }
  }

  /** Returns the spread of each quantity; a value that is not finite is none. */
  static List<Spread> of(Dataset<Row> rows, List<Quantity> quantities) {
    Row facts = facts(rows, quantities);
    List<Range> ranges = new ArrayList<>();
    List<Column> bins = new ArrayList<>();
    for (int k = 0; k < quantities.size(); k++) {
      Range range = range(facts, k);
      ranges.add(range);
      bins.add(range.bin(finite(quantities.get(k))));
    }
    List<SortedMap<Long, Long>> counts = Tallies.of(rows, bins);
    List<Spread> spreads = new ArrayList<>();
    for (int k = 0; k < quantities.size(); k++) {
      spreads.add(spread(quantities.get(k), facts, k, bins(ranges.get(k), counts.get(k))));
    }
    return spreads;
  }

  private static Row facts(Dataset<Row> rows, List<Quantity> quantities) {
    List<Column> facts = new ArrayList<>();
    Column shares = array(lit(FRINGE), lit(0.1), lit(0.5), lit(0.9), lit(1 - FRINGE));
    for (Quantity quantity : quantities) {
      Column value = finite(quantity);
      facts.add(count(value));
      facts.add(min(value));
      facts.add(max(value));
      facts.add(percentile_approx(value, shares, lit(ACCURACY)));
    }
    return rows.agg(count(lit(1)), facts.toArray(Column[]::new)).first();
  }

  private static Column finite(Quantity quantity) {
    Column value = col(quantity.column()).cast("double");
    return when(abs(value).lt(Double.POSITIVE_INFINITY), value);
  }

  private static Range range(Row facts, int k) {
    int at = 1 + FACTS * k;
    if (facts.isNullAt(at + 1)) {
      return Range.NONE;
    }
    double min = facts.getDouble(at + 1);
    double max = facts.getDouble(at + 2);
    List<Double> quantiles = facts.getList(at + 3);
    double from = quantiles.get(0);
    double to = quantiles.get(4);
    return from < to && max - min > MOST_FRINGE * (to - from)
        ? new Range(from, to)
        : new Range(min, max);
  }

  private static List<Bin> bins(Range range, SortedMap<Long, Long> counts) {
    List<Bin> bins = new ArrayList<>();
    for (int k = 0; k < range.bins(); k++) {
      bins.add(range.bin(k, counts.getOrDefault((long) k, 0L)));
    }
    return bins;
  }

  private static Spread spread(Quantity quantity, Row facts, int k, List<Bin> bins) {
    int at = 1 + FACTS * k;
    long known = facts.getLong(at);
    long unknown = facts.getLong(0) - known;
    if (known == 0) {
      return new Spread(
          quantity.column(), quantity.meaning(), 0, unknown, Quantiles.NONE, List.of());
    }
    List<Double> inner = facts.getList(at + 3);
    Quantiles quantiles =
        new Quantiles(
            facts.getDouble(at + 1),
            inner.get(1),
            inner.get(2),
            inner.get(3),
            facts.getDouble(at + 2));
    return new Spread(quantity.column(), quantity.meaning(), known, unknown, quantiles, bins);
  }
}
