package org.latticework.jobs.report.data;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How often columns have which values. */
final class Tallies {
  private Tallies() {}

  /**
   * Counts the values of several columns in one job.
   *
   * @param columns whole numbers; nulls are not counted
   * @return of each column its values in order, with the number of rows
   */
  static List<SortedMap<Long, Long>> of(Dataset<Row> rows, List<Column> columns) {
    List<SortedMap<Long, Long>> tallies =
        Stream.<SortedMap<Long, Long>>generate(TreeMap::new).limit(columns.size()).toList();
    if (columns.isEmpty()) {
      return tallies;
    }
    Column[] cells =
        IntStream.range(0, columns.size())
            .mapToObj(k -> struct(lit(k).as("kind"), columns.get(k).cast("long").as("value")))
            .toArray(Column[]::new);
    rows.select(explode(array(cells)).as("cell"))
        .where(col("cell.value").isNotNull())
        .groupBy(col("cell.kind"), col("cell.value"))
        .count()
        .collectAsList()
        .forEach(row -> tallies.get(row.getInt(0)).put(row.getLong(1), row.getLong(2)));
    return tallies;
  }
}
