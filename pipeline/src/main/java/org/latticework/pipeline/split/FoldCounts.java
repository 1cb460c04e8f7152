package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/** How many materials and groups each fold of a split has, counted in one query. */
final class FoldCounts {
  private static final String FOLDS = "folds";

  private FoldCounts() {}

  /**
   * Counts the materials that were split.
   *
   * @param split rows of the splits table, of one split
   * @param materials rows of the materials table, one for each material
   */
  static SplitResult of(Dataset<Row> split, Dataset<Row> materials) {
    Row counts =
        split
            .join(materials.select(MaterialTable.MATERIAL_ID), SplitTable.MATERIAL_ID)
            .groupBy(SplitTable.GROUP_KEY)
            .agg(
                in(Fold.TRAIN),
                in(Fold.VALIDATION),
                in(Fold.TEST),
                countDistinct(col(SplitTable.FOLD)).as(FOLDS))
            .agg(
                total(Fold.TRAIN),
                total(Fold.VALIDATION),
                total(Fold.TEST),
                count(lit(1)),
                count(when(col(FOLDS).gt(1), 1)))
            .first();
    return new SplitResult(
        counts.getLong(0),
        counts.getLong(1),
        counts.getLong(2),
        counts.getLong(3),
        counts.getLong(4));
  }

  private static Column in(Fold fold) {
    return count(when(col(SplitTable.FOLD).equalTo(fold.word()), 1)).as(fold.word());
  }

  private static Column total(Fold fold) {
    return coalesce(sum(fold.word()), lit(0L));
  }
}
