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
 * The table {@code leakage}: at each level, what the folds of a split have in common. Its columns
 * are explained in {@link #SCHEMA}.
 */
public final class LeakageTable {
  public static final String SPLIT_NAME = "split_name";
  public static final String STRATEGY = "strategy";
  public static final String LEVEL = "level";
  public static final String GROUPS = "groups";
  public static final String LARGEST = "largest";
  public static final String LARGEST_SIZE = "largest_size";
  public static final String SHARED_GROUPS = "shared_groups";
  public static final String KNOWN_TEST = "known_test";
  public static final String TEST = "test";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(SPLIT_NAME, DataTypes.StringType, "Name of the split")
          .required(STRATEGY, DataTypes.StringType, "What decided the folds, as split.strategy")
          .required(
              LEVEL,
              DataTypes.StringType,
              "structure, near-duplicate, protostructure, composition, prototype or chemical-system")
          .required(GROUPS, DataTypes.LongType, "Groups of the level that the split has")
          .required(LARGEST, DataTypes.StringType, "The largest group")
          .required(LARGEST_SIZE, DataTypes.LongType, "Its materials, in all folds")
          .required(
              SHARED_GROUPS, DataTypes.LongType, "Groups with materials in more than one fold")
          .required(
              KNOWN_TEST,
              DataTypes.LongType,
              "Materials of the test fold whose group has materials in training")
          .required(TEST, DataTypes.LongType, "Materials of the test fold")
          .schema();

  /** The table: a row is named by split and level. */
  public static final StoredTable TABLE =
      new StoredTable("leakage", SCHEMA, List.of(SPLIT_NAME, LEVEL), List.of(SPLIT_NAME));

  private LeakageTable() {}

  /** Returns the rows of one split. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace, String splitName) {
    Dataset<Row> all = TABLE.read(spark, workspace);
    return all.where(all.col(SPLIT_NAME).equalTo(splitName));
  }
}
