package org.latticework.pipeline.table;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;

/**
 * The table {@code levels}: which near-duplicates and which prototype each structure belongs to.
 * Content addressed: a row never changes. Its columns are explained in {@link #SCHEMA}.
 */
public final class LevelTable {
  public static final String STRUCTURE_HASH = "structure_hash";
  public static final String NEAR_DUPLICATE = "near_duplicate";
  public static final String NEAR_DUPLICATE_DISTANCE = "near_duplicate_distance";
  public static final String PROTOTYPE = "prototype";
  public static final String PROTOTYPE_DISTANCE = "prototype_distance";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(STRUCTURE_HASH, DataTypes.StringType, "Content address of the structure")
          .required(
              NEAR_DUPLICATE,
              DataTypes.StringType,
              "Class of near-duplicates, by the structure_hash of its leader")
          .required(
              NEAR_DUPLICATE_DISTANCE,
              DataTypes.DoubleType,
              "Distance from that leader, Å; 0 for the leader")
          .required(
              PROTOTYPE,
              DataTypes.StringType,
              "Prototype: formula without elements and the beginning of its leader's structure_hash")
          .required(
              PROTOTYPE_DISTANCE,
              DataTypes.DoubleType,
              "Distance of the near-duplicates' leader from that leader, over the cube root of the volume of an atom")
          .schema();

  /** The table: a row is named by its structure. */
  public static final StoredTable TABLE =
      new StoredTable("levels", SCHEMA, List.of(STRUCTURE_HASH), List.of());

  private LevelTable() {}

  /** Returns all rows. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /** Returns one row. */
  public static Row toRow(
      String structureHash,
      String nearDuplicate,
      double nearDuplicateDistance,
      String prototype,
      double prototypeDistance) {
    return RowFactory.create(
        structureHash, nearDuplicate, nearDuplicateDistance, prototype, prototypeDistance);
  }
}
