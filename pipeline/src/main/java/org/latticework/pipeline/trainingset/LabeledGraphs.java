package org.latticework.pipeline.trainingset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.SplitTable;
import scala.Tuple3;
import scala.Tuple4;

/**
 * What training and evaluation read: the materials of some folds of a split, each with its graph
 * and some properties. A material of these folds that lacks all of the properties, or the graph, is
 * left out and counted.
 */
public final class LabeledGraphs {
  private static final String STRUCTURE = "structure";
  private static final String VALUES = "values"; // array<double>, NaN where unknown

  private final Dataset<Row> joined;

  private LabeledGraphs(Dataset<Row> joined) {
    this.joined = joined;
  }

  /**
   * What is to be joined.
   *
   * @param splitName name of the split
   * @param graphConfig id of the configuration of the graphs
   * @param targets properties to learn; at least one
   * @param folds folds to read; no other is looked at
   * @param release the release whose materials are read; if empty, all as they are now
   */
  public record Query(
      String splitName,
      String graphConfig,
      List<Target> targets,
      Set<Fold> folds,
      Optional<String> release) {
    public Query {
      targets = List.copyOf(targets);
      folds = Set.copyOf(folds);
    }

    /** Makes a query for one property of the materials as they are now. */
    public Query(String splitName, String graphConfig, Target target, Set<Fold> folds) {
      this(splitName, graphConfig, List.of(target), folds, Optional.empty());
    }
  }

  /**
   * Joins graphs, splits and materials; no crystal is read before it is used.
   *
   * @throws IllegalArgumentException if there is no such release or no column of the target
   */
  public static LabeledGraphs of(SparkSession spark, Workspace workspace, Query query) {
    return of(spark, workspace, query, TableVersions.now(spark, workspace));
  }

  /**
   * Joins graphs, splits and materials as these commits left them; nothing is read before it is
   * used.
   */
  public static LabeledGraphs of(
      SparkSession spark, Workspace workspace, Query query, TableVersions versions) {
    Object[] folds = query.folds().stream().map(Fold::word).toArray();
    Dataset<Row> split =
        versions
            .split(spark, workspace, query.splitName())
            .where(col(SplitTable.FOLD).isin(folds))
            .select(SplitTable.MATERIAL_ID, SplitTable.FOLD);
    Dataset<Row> materials =
        labeled(versions.materials(spark, workspace, query.release()), query.targets());
    Dataset<Row> graphs =
        GraphTable.TABLE
            .read(spark, workspace, versions.graphs())
            .where(col(GraphTable.GRAPH_CONFIG).equalTo(query.graphConfig()));
    return new LabeledGraphs(
        split
            .join(materials, SplitTable.MATERIAL_ID)
            .join(
                graphs,
                materials
                    .col(MaterialTable.STRUCTURE_HASH)
                    .equalTo(graphs.col(GraphTable.STRUCTURE_HASH)),
                "left"));
  }

  private static Dataset<Row> labeled(Dataset<Row> materials, List<Target> targets) {
    List<String> columns = Arrays.asList(materials.columns());
    for (Target target : targets) {
      if (!columns.contains(target.column())) {
        throw new IllegalArgumentException(
            "The table materials has no column %s: no ingest kept that field"
                .formatted(target.column()));
      }
    }
    Column[] values =
        targets.stream()
            .map(target -> coalesce(col(target.column()), lit(Double.NaN)))
            .toArray(Column[]::new);
    return materials.select(
        col(MaterialTable.MATERIAL_ID),
        col(MaterialTable.STRUCTURE_HASH),
        MaterialTable.structure().as(STRUCTURE),
        array(values).as(VALUES));
  }

  /**
   * Reads the materials once and keeps them, until they are released. Which partition holds a
   * material, and in which order, depends on nothing but its id and the number of partitions.
   *
   * @param partitions number of partitions; positive
   * @param features whether graphs come with the features of edges that are stored
   * @param directions whether graphs come with directions of edges, which are made here of their
   *     images and the structures of the materials
   * @param limits beyond which a material is left out
   * @param used folds whose graphs are read; materials of others are only counted
   */
  public ReadGraphs read(
      int partitions, boolean features, boolean directions, GraphLimits limits, Set<Fold> used) {
    Column largest = array_max(col(GraphTable.ATOMIC_NUMBERS));
    Column bytes = GraphArrays.bytes(limits.memory());
    Column labels =
        struct(
            col(SplitTable.MATERIAL_ID).as("_1"),
            col(SplitTable.FOLD).as("_2"),
            col(VALUES).as("_3"),
            struct(largest.as("_1"), col(GraphTable.EDGES).as("_2"), bytes.as("_3")).as("_4"));
    Column taken =
        exists(
                col(VALUES),
                value -> not(value.isNaN())) // and a material without graph has no edges to compare
            .and(largest.leq(limits.elements()))
            .and(col(GraphTable.EDGES).leq(limits.edges()))
            .and(bytes.leq(limits.bytes()))
            .and(col(SplitTable.FOLD).isin(used.stream().map(Fold::word).toArray()));
    Dataset<Row> rows =
        joined
            .select(
                col(SplitTable.MATERIAL_ID),
                (directions ? struct(labels.as("_1"), col(STRUCTURE).as("_2")) : labels).as("_1"),
                when(taken, GraphArrays.graph(parts(features, directions))).as("_2"))
            .repartition(partitions, col(SplitTable.MATERIAL_ID))
            .sortWithinPartitions(SplitTable.MATERIAL_ID)
            .select("_1", "_2");
    Encoder<Tuple4<String, String, double[], Tuple3<Integer, Integer, Long>>> encoder =
        Encoders.tuple(
            Encoders.STRING(),
            Encoders.STRING(),
            joined.sparkSession().implicits().newDoubleArrayEncoder(),
            Encoders.tuple(Encoders.INT(), Encoders.INT(), Encoders.LONG()));
    return new ReadGraphs(
        directions ? DirectedGraphs.read(rows, encoder) : GraphArrays.read(rows, encoder), limits);
  }

  private static GraphArrays.Parts parts(boolean features, boolean directions) {
    if (directions) {
      return features ? GraphArrays.Parts.ALL : GraphArrays.Parts.IMAGES;
    }
    return features ? GraphArrays.Parts.EDGE_FEATURES : GraphArrays.Parts.EDGES;
  }
}
