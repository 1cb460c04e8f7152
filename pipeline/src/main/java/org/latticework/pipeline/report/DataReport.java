package org.latticework.pipeline.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.trainingset.TableVersions;

/**
 * What has come into the tables since some time: how many materials are new or changed, and how
 * their properties and the distances between their atoms are distributed, compared with those of
 * the materials that were there.
 *
 * @param materials number of materials now
 * @param added materials that were not there
 * @param changed materials whose structure or properties are others than they were
 * @param distributions of each property that has values, and last of the distances of neighbors
 */
public record DataReport(
    long materials, long added, long changed, List<Distribution> distributions) {
  private static final String FATE = "fate";
  private static final String ADDED = "added";
  private static final String CHANGED = "changed";

  public DataReport {
    distributions = List.copyOf(distributions);
  }

  /**
   * Compares the tables as they are with how they were.
   *
   * @param before how far the tables were
   * @param recipe of the graphs whose distances are compared
   */
  public static DataReport of(
      SparkSession spark, Workspace workspace, TableVersions before, GraphRecipe recipe) {
    Dataset<Row> standing =
        MaterialTable.current(MaterialTable.TABLE.read(spark, workspace, before.materials()));
    Dataset<Row> current = MaterialTable.current(MaterialTable.read(spark, workspace));
    Dataset<Row> compared = compared(standing, current).cache();
    try {
      Row counts =
          compared
              .agg(
                  count(lit(1)),
                  count(when(col(FATE).equalTo(ADDED), 1)),
                  count(when(col(FATE).equalTo(CHANGED), 1)))
              .first();
      List<Distribution> distributions =
          new ArrayList<>(
              Distributions.ofProperties(standing, compared.where(col(FATE).notEqual(""))));
      distributions.add(distances(spark, workspace, before, recipe));
      return new DataReport(counts.getLong(0), counts.getLong(1), counts.getLong(2), distributions);
    } finally {
      compared.unpersist();
    }
  }

  /** Returns the current materials, each with what it is to those before; empty if unchanged. */
  private static Dataset<Row> compared(Dataset<Row> standing, Dataset<Row> current) {
    List<String> properties =
        Arrays.stream(current.schema().fields())
            .filter(field -> field.dataType().equals(DataTypes.DoubleType))
            .map(StructField::name)
            .toList();
    Dataset<Row> before =
        standing.select(
            col(MaterialTable.MATERIAL_ID), content(standing, properties).as("standing_content"));
    return current
        .join(before, new String[] {MaterialTable.MATERIAL_ID}, "left")
        .withColumn(
            FATE,
            when(col("standing_content").isNull(), ADDED)
                .when(col("standing_content").notEqual(content(current, properties)), CHANGED)
                .otherwise(""))
        .drop("standing_content");
  }

  /** What makes a row another one; a property that its table did not have yet is null. */
  private static Column content(Dataset<Row> rows, List<String> properties) {
    List<String> known = List.of(rows.columns());
    Column[] values =
        properties.stream()
            .map(name -> known.contains(name) ? rows.col(name) : lit(null).cast("double"))
            .toArray(Column[]::new);
    return struct(rows.col(MaterialTable.STRUCTURE_HASH), array(values));
  }

  private static Distribution distances(
      SparkSession spark, Workspace workspace, TableVersions before, GraphRecipe recipe) {
    Column mine = col(GraphTable.GRAPH_CONFIG).equalTo(recipe.id());
    Dataset<Row> standing = GraphTable.TABLE.read(spark, workspace, before.graphs()).where(mine);
    Dataset<Row> arrived =
        GraphTable.read(spark, workspace)
            .where(mine)
            .join(
                standing.select(GraphTable.STRUCTURE_HASH),
                new String[] {GraphTable.STRUCTURE_HASH},
                "left_anti");
    return Distributions.ofDistances(standing, arrived, recipe.config().cutoff());
  }
}
