package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/** How many materials and groups each fold of a split has, and what leaks, counted in one query. */
final class FoldCounts {
  private static final List<String> KINDS =
      List.of(
          SplitTable.GROUP_KEY,
          MaterialTable.REDUCED_FORMULA,
          MaterialTable.CHEMICAL_SYSTEM,
          MaterialTable.STRUCTURE_HASH);
  private static final String KIND = "kind";
  private static final String VALUES = "values";
  private static final String LEAKS = "leaks";

  private final Map<String, Row> counts = new HashMap<>(); // by kind; none where there is no row

  private FoldCounts(List<Row> rows) {
    rows.forEach(row -> counts.put(row.getAs(KIND), row));
  }

  /**
   * Counts the materials that were split.
   *
   * @param split rows of the splits table, of one split
   * @param materials rows of the materials table, one for each material
   */
  static FoldCounts of(Dataset<Row> split, Dataset<Row> materials) {
    Column[] kinds =
        KINDS.stream()
            .map(kind -> struct(lit(kind).as(KIND), col(kind).as("value")))
            .toArray(Column[]::new);
    Column folds =
        Arrays.stream(Fold.values())
            .map(fold -> when(col(fold.word()).gt(0), 1).otherwise(0))
            .reduce(lit(0), Column::plus);
    return new FoldCounts(
        aggregated(
                aggregated(
                    split
                        .join(materials, SplitTable.MATERIAL_ID)
                        .select(col(SplitTable.FOLD), explode(array(kinds)).as("group")),
                    List.of(col("group.kind").as(KIND), col("group.value").as("value")),
                    fold -> count(when(col(SplitTable.FOLD).equalTo(fold), 1))),
                List.of(col(KIND)),
                fold -> sum(col(fold)),
                count(lit(1)).as(VALUES),
                count(when(folds.gt(1), 1)).as(LEAKS))
            .collectAsList());
  }

  /** Aggregates one column for each fold, of its name, and some more. */
  private static Dataset<Row> aggregated(
      Dataset<Row> rows, List<Column> groups, Function<String, Column> ofFold, Column... more) {
    Column[] columns =
        Stream.concat(
                Arrays.stream(Fold.values()).map(fold -> ofFold.apply(fold.word()).as(fold.word())),
                Arrays.stream(more))
            .toArray(Column[]::new);
    return rows.groupBy(groups.toArray(Column[]::new))
        .agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  SplitResult result() {
    return new SplitResult(
        of(SplitTable.GROUP_KEY, Fold.TRAIN.word()),
        of(SplitTable.GROUP_KEY, Fold.VALIDATION.word()),
        of(SplitTable.GROUP_KEY, Fold.TEST.word()),
        of(SplitTable.GROUP_KEY, VALUES),
        new LeakageReport(
            of(SplitTable.GROUP_KEY, LEAKS),
            of(MaterialTable.REDUCED_FORMULA, LEAKS),
            of(MaterialTable.CHEMICAL_SYSTEM, LEAKS),
            of(MaterialTable.STRUCTURE_HASH, LEAKS)));
  }

  private long of(String kind, String column) {
    return counts.containsKey(kind) ? counts.get(kind).<Long>getAs(column) : 0;
  }
}
