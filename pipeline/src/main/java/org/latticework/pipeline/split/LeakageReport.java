package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;

/**
 * What the folds of a split have in common. Only the first number must be 0; the others say how
 * hard the test is.
 *
 * @param groups groups whose materials lie in more than one fold
 * @param reducedFormulas compounds with polymorphs in more than one fold
 * @param chemicalSystems sets of elements found in more than one fold
 * @param structures structures, by their hash, found in more than one fold: the same crystal under
 *     several names
 */
public record LeakageReport(
    long groups, long reducedFormulas, long chemicalSystems, long structures) {
  /**
   * Counts.
   *
   * @param split rows of the splits table, of one split
   * @param materials rows of the materials table, one for each material
   */
  static LeakageReport of(Dataset<Row> split, Dataset<Row> materials) {
    Dataset<Row> joined =
        split
            .join(materials, SplitTable.MATERIAL_ID)
            .select(
                SplitTable.FOLD,
                SplitTable.GROUP_KEY,
                MaterialTable.REDUCED_FORMULA,
                MaterialTable.CHEMICAL_SYSTEM,
                MaterialTable.STRUCTURE_HASH);
    return new LeakageReport(
        acrossFolds(joined, SplitTable.GROUP_KEY),
        acrossFolds(joined, MaterialTable.REDUCED_FORMULA),
        acrossFolds(joined, MaterialTable.CHEMICAL_SYSTEM),
        acrossFolds(joined, MaterialTable.STRUCTURE_HASH));
  }

  private static long acrossFolds(Dataset<Row> joined, String column) {
    return joined
        .groupBy(column)
        .agg(countDistinct(SplitTable.FOLD).as("folds"))
        .where(col("folds").gt(1))
        .count();
  }
}
