package org.latticework.pipeline.table;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.GraphKey;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The table {@code rejections}: one row for each record that was refused by ingest and each
 * material that was refused by featurization. Its columns are explained in {@link #SCHEMA}, the
 * reasons in {@link RejectionReason}.
 */
public final class RejectionTable {
  public static final String DATABASE_VERSION = "database_version";
  public static final String SOURCE = "source";
  public static final String RECORD = "record";
  public static final String MATERIAL_ID = "material_id";
  public static final String REASON = "reason";
  public static final String DETAIL = "detail";
  public static final String GRAPH_CONFIG = "graph_config";
  public static final String STRUCTURE_HASH = "structure_hash";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(DATABASE_VERSION, DataTypes.StringType, "Release the record was read for")
          .required(SOURCE, DataTypes.StringType, "File that holds the record")
          .required(RECORD, DataTypes.StringType, "Place in that file, such as: line 12")
          .optional(MATERIAL_ID, DataTypes.StringType, "Name of the material, if it has one")
          .required(REASON, DataTypes.StringType, "Kind of fault: one of the documented reasons")
          .required(DETAIL, DataTypes.StringType, "The rule, the place and the value")
          .optional(
              GRAPH_CONFIG,
              DataTypes.StringType,
              "Configuration under which no graph could be made; null for faults found by ingest")
          .optional(
              STRUCTURE_HASH,
              DataTypes.StringType,
              "Content address of the structure without graph; null for faults found by ingest")
          .schema();

  /** The table: a row is named by its place and what is wrong there. */
  public static final StoredTable TABLE =
      new StoredTable(
          "rejections",
          SCHEMA,
          List.of(DATABASE_VERSION, SOURCE, RECORD, REASON, DETAIL),
          List.of());

  private RejectionTable() {}

  /** Returns all rows. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /**
   * Adds, in one commit, the rejections that are not in the table yet; no commit if there are none.
   */
  public static void appendNew(Workspace workspace, Dataset<Row> rejections) {
    Dataset<Row> stored = read(rejections.sparkSession(), workspace);
    Column same = functions.lit(true);
    for (String column : TABLE.key()) {
      same = same.and(rejections.col(column).equalTo(stored.col(column)));
    }
    Dataset<Row> fresh = rejections.join(stored, same, "left_anti");
    if (!fresh.isEmpty()) {
      TABLE.append(workspace, fresh);
    }
  }

  /** Returns the row of a rejection. */
  public static Row toRow(Rejection rejection) {
    return RowFactory.create(
        rejection.databaseVersion(),
        rejection.origin().source(),
        rejection.origin().record(),
        rejection.materialId().orElse(null),
        rejection.reason().name(),
        rejection.detail(),
        rejection.graph().map(GraphKey::graphConfig).orElse(null),
        rejection.graph().map(GraphKey::structureHash).orElse(null));
  }

  /** Returns the rejection of a row. */
  public static Rejection fromRow(Row row) {
    String graphConfig = row.getAs(GRAPH_CONFIG);
    return new Rejection(
        row.getAs(DATABASE_VERSION),
        new Origin(row.getAs(SOURCE), row.getAs(RECORD)),
        Optional.ofNullable(row.getAs(MATERIAL_ID)),
        RejectionReason.valueOf(row.getAs(REASON)),
        row.getAs(DETAIL),
        Optional.ofNullable(graphConfig).map(id -> new GraphKey(id, row.getAs(STRUCTURE_HASH))));
  }
}
