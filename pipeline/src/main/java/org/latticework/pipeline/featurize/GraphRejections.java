package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;

import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.GraphKey;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Rejection;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/** The rejections of the materials of which a recipe can make no graph, each with its reason. */
public final class GraphRejections {
  private GraphRejections() {}

  /** Returns how many there are. */
  static long count(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return RejectionTable.read(spark, workspace)
        .where(col(RejectionTable.GRAPH_CONFIG).equalTo(recipe.id()))
        .count();
  }

  /**
   * Returns a rejection for each material.
   *
   * @param materials whose graph cannot be made
   */
  static Dataset<Row> of(Dataset<Row> materials, GraphRecipe recipe) {
    GraphBuilder builder = new GraphBuilder(recipe.config());
    String id = recipe.id();
    return materials.map(
        (MapFunction<Row, Row>) row -> RejectionTable.toRow(rejection(row, builder, id)),
        Encoders.row(RejectionTable.SCHEMA));
  }

  private static Rejection rejection(Row row, GraphBuilder builder, String graphConfig) {
    Material material = MaterialTable.fromRow(row);
    GraphKey key = new GraphKey(graphConfig, row.getAs(MaterialTable.STRUCTURE_HASH));
    try {
      builder.build(material.structure());
    } catch (IllegalArgumentException e) {
      RejectionReason reason = RejectionReason.ofGraph(e).orElseThrow(() -> e);
      return rejection(material, key, reason, e);
    }
    throw new IllegalStateException(material.materialId() + " has a graph that was not written");
  }

  private static Rejection rejection(
      Material material, GraphKey key, RejectionReason reason, IllegalArgumentException cause) {
    return new Rejection(
        material.databaseVersion(),
        material.origin(),
        Optional.of(material.materialId()),
        reason,
        material.materialId() + ": " + cause.getMessage(),
        Optional.of(key));
  }
}
