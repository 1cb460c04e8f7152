package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

/**
 * Reads decisions made elsewhere: CSV with a header and the columns {@code material_id} and {@code
 * fold} (train, validation, test). Materials that it does not name are in no fold; names that are
 * no materials are ignored, as long as some are.
 */
final class FoldFile {
  private FoldFile() {}

  /**
   * Returns rows of the splits table for the materials that the file names.
   *
   * @param groups material and group
   * @throws RefusedSplitException if a column is missing, a fold does not exist, a material is
   *     named twice or none of the names is a material
   */
  static Dataset<Row> decide(SparkSession spark, Dataset<Row> groups, String name, String file) {
    Dataset<Row> rows = spark.read().option("header", "true").csv(literally(file));
    List<String> columns = Arrays.asList(rows.columns());
    for (String column : List.of(SplitTable.MATERIAL_ID, SplitTable.FOLD)) {
      if (!columns.contains(column)) {
        throw new RefusedSplitException(
            "%s should have the columns material_id and fold, has %s".formatted(file, columns));
      }
    }
    Object[] words = Arrays.stream(Fold.values()).map(Fold::word).toArray();
    refuse(
        rows.where(
            col(SplitTable.FOLD).isNull().or(col(SplitTable.FOLD).isin(words).equalTo(false))),
        "%2$s: a fold is train, validation or test, but not so in the row %1$s",
        file);
    refuse(
        rows.groupBy(SplitTable.MATERIAL_ID).count().where("count > 1"),
        "%2$s names a material more than once: %1$s",
        file);
    Dataset<Row> named = groups.join(rows, SplitTable.MATERIAL_ID);
    if (named.isEmpty()) {
      throw new RefusedSplitException(file + " names none of the materials that are to be split");
    }
    return named.select(
        lit(name).as(SplitTable.SPLIT_NAME),
        col(SplitTable.MATERIAL_ID),
        col("group").as(SplitTable.GROUP_KEY),
        col(SplitTable.FOLD));
  }

  /** Returns a path whose signs Spark does not take for a pattern. */
  private static String literally(String path) {
    return path.replaceAll("[\\\\*?{}\\[\\]]", "\\\\$0");
  }

  private static void refuse(Dataset<Row> faulty, String message, String file) {
    List<Row> first = faulty.takeAsList(1);
    if (!first.isEmpty()) {
      throw new RefusedSplitException(message.formatted(first.get(0), file));
    }
  }
}
