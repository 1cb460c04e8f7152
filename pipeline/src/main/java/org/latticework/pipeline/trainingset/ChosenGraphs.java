package org.latticework.pipeline.trainingset;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;
import scala.Tuple2;

/** Graphs of some materials, to look at: those whose ids have the smallest hashes. */
public final class ChosenGraphs {
  private static final String STRUCTURE = "structure";

  private ChosenGraphs() {}

  /**
   * Reads the graphs, in the order of the hashes. Which they are depends on what is in the folds
   * alone. A property need not be known.
   *
   * @param query names split, graphs, folds and release
   * @param versions commits that are read
   * @param limits beyond which a material is not chosen
   * @param directions whether graphs come with directions of edges, which are made here of their
   *     images and the structures of the materials
   * @param most how many
   * @return none where no material of the folds has a graph
   */
  public static List<CrystalGraph> of(
      SparkSession spark,
      Workspace workspace,
      LabeledGraphs.Query query,
      TableVersions versions,
      GraphLimits limits,
      boolean directions,
      int most) {
    Dataset<Row> graphs =
        GraphTable.TABLE
            .read(spark, workspace, versions.graphs())
            .where(col(GraphTable.GRAPH_CONFIG).equalTo(query.graphConfig()));
    Dataset<Row> materials = versions.materials(spark, workspace, query.release());
    List<String> chosen =
        versions
            .split(spark, workspace, query.splitName())
            .where(col(SplitTable.FOLD).isin(query.folds().stream().map(Fold::word).toArray()))
            .join(
                materials.select(MaterialTable.MATERIAL_ID, MaterialTable.STRUCTURE_HASH),
                SplitTable.MATERIAL_ID)
            .join(
                graphs
                    .where(array_max(col(GraphTable.ATOMIC_NUMBERS)).leq(limits.elements()))
                    .where(col(GraphTable.EDGES).leq(limits.edges()))
                    .where(GraphArrays.bytes(limits.memory()).leq(limits.bytes()))
                    .select(GraphTable.STRUCTURE_HASH),
                GraphTable.STRUCTURE_HASH)
            .orderBy(xxhash64(col(SplitTable.MATERIAL_ID)), col(SplitTable.MATERIAL_ID))
            .limit(most)
            .select(GraphTable.STRUCTURE_HASH)
            .as(Encoders.STRING())
            .collectAsList();
    Column isChosen = col(GraphTable.STRUCTURE_HASH).isin(chosen.toArray());
    Map<String, CrystalGraph> read =
        directions
            ? directed(graphs.where(isChosen), materials.where(isChosen))
            : read(graphs.where(isChosen));
    return chosen.stream().map(read::get).toList();
  }

  private static Map<String, CrystalGraph> read(Dataset<Row> graphs) {
    return byHash(
        GraphArrays.read(
            graphs.select(
                col(GraphTable.STRUCTURE_HASH).as("_1"),
                GraphArrays.graph(GraphArrays.Parts.EDGES).as("_2")),
            Encoders.STRING()));
  }

  private static Map<String, CrystalGraph> directed(Dataset<Row> graphs, Dataset<Row> materials) {
    Dataset<Row> structures =
        materials
            .select(col(MaterialTable.STRUCTURE_HASH), MaterialTable.structure().as(STRUCTURE))
            .dropDuplicates(MaterialTable.STRUCTURE_HASH);
    return byHash(
        DirectedGraphs.read(
            graphs
                .join(structures, GraphTable.STRUCTURE_HASH)
                .select(
                    struct(col(GraphTable.STRUCTURE_HASH).as("_1"), col(STRUCTURE).as("_2"))
                        .as("_1"),
                    GraphArrays.graph(GraphArrays.Parts.IMAGES).as("_2")),
            Encoders.STRING()));
  }

  private static Map<String, CrystalGraph> byHash(
      JavaRDD<Tuple2<String, Optional<CrystalGraph>>> rows) {
    Map<String, CrystalGraph> read = new HashMap<>();
    rows.collect().forEach(row -> read.put(row._1(), row._2().get()));
    return read;
  }
}
