package org.latticework.pipeline.table;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;

/**
 * The table {@code nearest}: how near training comes to each material that is judged. Its columns
 * are explained in {@link #SCHEMA}.
 */
public final class NearestTable {
  public static final String SPLIT_NAME = "split_name";
  public static final String MATERIAL_ID = "material_id";
  public static final String FOLD = "fold";
  public static final String NEAREST = "nearest";
  public static final String DISTANCE = "distance";
  public static final String SHARED_LEVEL = "shared_level";
  public static final String NEW_ELEMENTS = "new_elements";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(SPLIT_NAME, DataTypes.StringType, "Name of the split")
          .required(MATERIAL_ID, DataTypes.StringType, "Name of a material outside of training")
          .required(FOLD, DataTypes.StringType, "validation or test")
          .optional(
              NEAREST,
              DataTypes.StringType,
              "The nearest material of the training fold of the same elements; null if there is none")
          .optional(
              DISTANCE,
              DataTypes.DoubleType,
              "Difference of mean distances from it, Å; null if there is none")
          .optional(
              SHARED_LEVEL,
              DataTypes.StringType,
              "Finest level that it shares with a material of the training fold; null if none")
          .optional(
              NEW_ELEMENTS,
              DataTypes.StringType,
              "Elements that no material of the training fold has, as Kr-Xe; null if none")
          .schema();

  /** The table: a row is named by split and material. */
  public static final StoredTable TABLE =
      new StoredTable("nearest", SCHEMA, List.of(SPLIT_NAME, MATERIAL_ID), List.of(SPLIT_NAME));

  private NearestTable() {}

  /** Returns the rows of one split. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace, String splitName) {
    Dataset<Row> all = TABLE.read(spark, workspace);
    return all.where(all.col(SPLIT_NAME).equalTo(splitName));
  }
}
