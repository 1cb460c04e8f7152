package org.latticework.pipeline.level;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;

/**
 * The levels at which materials are related, finest first: structure ⊂ near-duplicates ⊂
 * protostructure ⊂ reduced formula ⊂ chemical system; and prototype, which has protostructures of
 * many elements.
 */
public final class Levels {
  public static final String PROTOSTRUCTURE = "protostructure";

  private Levels() {}

  /**
   * Returns the levels of materials: columns {@code material_id}, {@code structure_hash}, {@code
   * near_duplicate}, {@code protostructure}, {@code reduced_formula}, {@code prototype} and {@code
   * chemical_system}. Near-duplicates, protostructure and prototype are null where the table of
   * levels lacks the structure.
   *
   * @param materials rows of the materials table, one for each material
   */
  public static Dataset<Row> of(SparkSession spark, Workspace workspace, Dataset<Row> materials) {
    Dataset<Row> levels = LevelTable.read(spark, workspace);
    return materials
        .join(levels, new String[] {MaterialTable.STRUCTURE_HASH}, "left")
        .select(
            col(MaterialTable.MATERIAL_ID),
            col(MaterialTable.STRUCTURE_HASH),
            col(LevelTable.NEAR_DUPLICATE),
            when(
                    col(LevelTable.PROTOTYPE).isNotNull(),
                    concat_ws(" ", col(LevelTable.PROTOTYPE), col(MaterialTable.REDUCED_FORMULA)))
                .as(PROTOSTRUCTURE),
            col(MaterialTable.REDUCED_FORMULA),
            col(LevelTable.PROTOTYPE),
            col(MaterialTable.CHEMICAL_SYSTEM));
  }
}
