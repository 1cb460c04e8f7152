package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;

/**
 * One split, as conditions on what materials have drawn.
 *
 * @param name of the split
 * @param test what is judged by
 * @param nowhere what gets no fold
 * @param validation what is stopped by, of all that is not test
 */
record PlannedSplit(String name, Column test, Column nowhere, Column validation) {
  /** Returns a split in which every material has a fold. */
  static PlannedSplit of(String name, Column test, Column validation) {
    return new PlannedSplit(name, test, lit(false), validation);
  }

  /**
   * Returns splits whose validation folds are chosen among what is not test: one with a fraction of
   * it, or one for each inner fold.
   *
   * @param share uniform in [0, 1) for the groups that are not test
   */
  static List<PlannedSplit> among(
      String name, Column test, Column nowhere, Column share, FoldSizes sizes) {
    int inner = sizes.innerFolds();
    if (inner == 0) {
      Column validation = share.lt(sizes.fractions().validation());
      return List.of(new PlannedSplit(name, test, nowhere, validation));
    }
    return IntStream.range(0, inner)
        .mapToObj(
            j ->
                new PlannedSplit(
                    name + "-" + j, test, nowhere, floor(share.multiply(inner)).equalTo(j)))
        .toList();
  }

  /**
   * Decides on materials.
   *
   * @param drawn rows with the columns of {@link Draw}
   * @param ownValidation whether groups of validation are others than those of the test
   * @return rows of the splits table; those without a fold have null there
   */
  Dataset<Row> decide(Dataset<Row> drawn, boolean ownValidation) {
    Column fold =
        when(nowhere, lit(null).cast(DataTypes.StringType))
            .when(col(Draw.KEPT), Fold.TRAIN.word())
            .when(test, Fold.TEST.word())
            .when(col(Draw.KEPT_BESIDE), Fold.TRAIN.word())
            .when(validation, Fold.VALIDATION.word())
            .otherwise(Fold.TRAIN.word());
    Column whole = col(Draw.KEPT).or(col(SplitTable.FOLD).equalTo(Fold.TEST.word()));
    Column key =
        ownValidation
            ? when(whole, col(Draw.GROUP)).otherwise(col(Draw.VALIDATION_GROUP))
            : col(Draw.GROUP);
    return drawn
        .withColumn(SplitTable.FOLD, fold)
        .select(
            lit(name).as(SplitTable.SPLIT_NAME),
            col(SplitTable.MATERIAL_ID),
            key.as(SplitTable.GROUP_KEY),
            col(SplitTable.FOLD));
  }
}
