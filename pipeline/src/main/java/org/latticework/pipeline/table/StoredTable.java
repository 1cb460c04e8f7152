package org.latticework.pipeline.table;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table of the workspace: Parquet files and a log of which of them count. Every write is
 * one commit, seen whole or not at all.
 *
 * @param name of the table and its folder
 * @param schema columns, with comments
 * @param key columns that together name a row; empty where rows have no name
 * @param partitions columns whose values become folders
 */
public record StoredTable(
    String name, StructType schema, List<String> key, List<String> partitions) {
  public StoredTable {
    key = List.copyOf(key);
    partitions = List.copyOf(partitions);
  }

  /** Returns whether the workspace holds the table. */
  public boolean exists(SparkSession spark, Workspace workspace) {
    return DeltaTable.isDeltaTable(spark, workspace.table(name));
  }

  /** Returns the rows as of now; none where the table has not been written yet. */
  public Dataset<Row> read(SparkSession spark, Workspace workspace) {
    if (!exists(spark, workspace)) {
      return spark.createDataFrame(List.of(), schema);
    }
    return spark.read().format("delta").load(workspace.table(name));
  }

  /** Returns the number of the last commit; −1 where the table has not been written yet. */
  public long version(SparkSession spark, Workspace workspace) {
    if (!exists(spark, workspace)) {
      return -1;
    }
    return DeltaTable.forPath(spark, workspace.table(name))
        .history(1)
        .select("version")
        .first()
        .getLong(0);
  }

  /**
   * Returns the size of the Parquet files that the last commit added.
   *
   * @throws IllegalStateException if it added none, or does not say
   */
  public long lastCommitBytes(SparkSession spark, Workspace workspace) {
    Row metrics =
        DeltaTable.forPath(spark, workspace.table(name))
            .history(1)
            .selectExpr("operationMetrics.numOutputBytes")
            .first();
    if (metrics.isNullAt(0)) {
      throw new IllegalStateException("The last commit of " + name + " does not say what it wrote");
    }
    return Long.parseLong(metrics.getString(0));
  }

  /** Returns what is written about the table beside its rows, by key. */
  public Map<String, String> properties(SparkSession spark, Workspace workspace) {
    if (!exists(spark, workspace)) {
      return Map.of();
    }
    return DeltaTable.forPath(spark, workspace.table(name))
        .detail()
        .select("properties")
        .first()
        .getJavaMap(0);
  }

  /** Writes something about the table beside its rows; no commit if it stands there already. */
  public void setProperty(SparkSession spark, Workspace workspace, String key, String value) {
    create(spark, workspace);
    if (!value.equals(properties(spark, workspace).get(key))) {
      String path = workspace.table(name).replace("`", "``");
      spark.sql(
          "ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s = %s)"
              .formatted(path, literal(key), literal(value)));
    }
  }

  /** Adds rows in one commit; their columns are found by name. */
  public void append(Workspace workspace, Dataset<Row> rows) {
    create(rows.sparkSession(), workspace);
    columns(rows).write().format("delta").mode("append").save(workspace.table(name));
  }

  /**
   * Adds rows in one commit; a row whose key is there already takes the place of the old one. The
   * rows must not share a key.
   */
  public void upsert(Workspace workspace, Dataset<Row> rows) {
    create(rows.sparkSession(), workspace);
    Column sameKey = functions.lit(true);
    for (String column : key) {
      sameKey = sameKey.and(functions.expr("stored." + column + " = fresh." + column));
    }
    DeltaTable.forPath(rows.sparkSession(), workspace.table(name))
        .as("stored")
        .merge(columns(rows).as("fresh"), sameKey)
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  /**
   * Puts rows in the place of all rows that meet a condition, in one commit.
   *
   * @param condition SQL; every new row must meet it
   */
  public void replace(Workspace workspace, Dataset<Row> rows, String condition) {
    create(rows.sparkSession(), workspace);
    columns(rows)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", condition)
        .save(workspace.table(name));
  }

  /** Returns a string as SQL writes it, for conditions. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void create(SparkSession spark, Workspace workspace) {
    if (exists(spark, workspace)) {
      return;
    }
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark).location(workspace.table(name)).addColumns(schema);
    if (!partitions.isEmpty()) {
      builder = builder.partitionedBy(partitions.toArray(String[]::new));
    }
    builder.execute();
  }

  private Dataset<Row> columns(Dataset<Row> rows) {
    return rows.select(
        List.of(schema.fieldNames()).stream().map(functions::col).toArray(Column[]::new));
  }
}
