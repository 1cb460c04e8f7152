package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
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
  private static final List<String> KINDS =
      List.of(
          SplitTable.GROUP_KEY,
          MaterialTable.REDUCED_FORMULA,
          MaterialTable.CHEMICAL_SYSTEM,
          MaterialTable.STRUCTURE_HASH);

  /**
   * Counts.
   *
   * @param split rows of the splits table, of one split
   * @param materials rows of the materials table, one for each material
   */
  static LeakageReport of(Dataset<Row> split, Dataset<Row> materials) {
    Column[] kinds =
        KINDS.stream()
            .map(kind -> struct(lit(kind).as("kind"), col(kind).as("value")))
            .toArray(Column[]::new);
    List<Row> leaks =
        split
            .join(materials, SplitTable.MATERIAL_ID)
            .select(col(SplitTable.FOLD), explode(array(kinds)).as("group"))
            .groupBy("group.kind", "group.value")
            .agg(countDistinct(SplitTable.FOLD).as("folds"))
            .where(col("folds").gt(1))
            .groupBy("kind")
            .count()
            .collectAsList();
    Map<String, Long> counts = new HashMap<>();
    leaks.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return new LeakageReport(
        counts.getOrDefault(SplitTable.GROUP_KEY, 0L),
        counts.getOrDefault(MaterialTable.REDUCED_FORMULA, 0L),
        counts.getOrDefault(MaterialTable.CHEMICAL_SYSTEM, 0L),
        counts.getOrDefault(MaterialTable.STRUCTURE_HASH, 0L));
  }
}
