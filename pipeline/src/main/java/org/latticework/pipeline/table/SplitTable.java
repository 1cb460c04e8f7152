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
import org.latticework.pipeline.material.Fold;

/**
 * The table {@code splits}: which fold each material belongs to, under each named split. Its
 * columns are explained in {@link #SCHEMA}.
 */
public final class SplitTable {
  public static final String SPLIT_NAME = "split_name";
  public static final String MATERIAL_ID = "material_id";
  public static final String GROUP_KEY = "group_key";
  public static final String FOLD = "fold";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(SPLIT_NAME, DataTypes.StringType, "Name of the split")
          .required(MATERIAL_ID, DataTypes.StringType, "Name of the material")
          .required(
              GROUP_KEY,
              DataTypes.StringType,
              "What decided the fold: materials of one group share a fold")
          .required(FOLD, DataTypes.StringType, "train, validation or test")
          .schema();

  /** The table: a row is named by split and material. */
  public static final StoredTable TABLE =
      new StoredTable("splits", SCHEMA, List.of(SPLIT_NAME, MATERIAL_ID), List.of(SPLIT_NAME));

  private SplitTable() {}

  /** Returns the rows of all splits. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /** Returns the rows of one split. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace, String splitName) {
    return named(read(spark, workspace), splitName);
  }

  /** Returns the rows of one split as a commit of the table left them. */
  public static Dataset<Row> read(
      SparkSession spark, Workspace workspace, String splitName, long version) {
    return named(TABLE.read(spark, workspace, version), splitName);
  }

  private static Dataset<Row> named(Dataset<Row> splits, String splitName) {
    return splits.where(splits.col(SPLIT_NAME).equalTo(splitName));
  }

  /** Returns one row. */
  public static Row toRow(String splitName, String materialId, String groupKey, Fold fold) {
    return RowFactory.create(splitName, materialId, groupKey, fold.word());
  }
}
