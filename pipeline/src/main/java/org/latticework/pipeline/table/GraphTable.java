package org.latticework.pipeline.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.graph.CrystalGraph;
import scala.Tuple2;
import scala.Tuple5;

/**
 * The table {@code graphs}: the graph of each structure under each configuration. Content
 * addressed: a row never changes and is never made twice. Its columns are explained in {@link
 * #SCHEMA}.
 */
public final class GraphTable {
  public static final String GRAPH_CONFIG = "graph_config";
  public static final String STRUCTURE_HASH = "structure_hash";
  public static final String ATOMS = "atoms";
  public static final String EDGES = "edges";
  public static final String ATOMIC_NUMBERS = "atomic_numbers";
  public static final String OFFSETS = "offsets";
  public static final String NEIGHBORS = "neighbors";
  public static final String DISTANCES = "distances";
  public static final String EDGE_FEATURES = "edge_features";

  private static final String PROPERTY = "latticework.graph_config.";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(
              GRAPH_CONFIG,
              DataTypes.StringType,
              "Id of cutoff, neighbor cap, tie rule and graph format")
          .required(STRUCTURE_HASH, DataTypes.StringType, "Content address of the structure")
          .required(ATOMS, DataTypes.IntegerType, "N, the number of atoms")
          .required(EDGES, DataTypes.IntegerType, "E, the number of directed edges")
          .required(
              ATOMIC_NUMBERS,
              DataTypes.createArrayType(DataTypes.IntegerType, false),
              "N atomic numbers")
          .required(
              OFFSETS,
              DataTypes.createArrayType(DataTypes.IntegerType, false),
              "N + 1 numbers: the edges of atom i are offsets[i] to offsets[i + 1] - 1")
          .required(
              NEIGHBORS,
              DataTypes.createArrayType(DataTypes.IntegerType, false),
              "E atoms that the edges come from")
          .required(
              DISTANCES,
              DataTypes.createArrayType(DataTypes.FloatType, false),
              "E lengths of the edges, Å")
          .optional(
              EDGE_FEATURES,
              DataTypes.createArrayType(DataTypes.FloatType, false),
              "E K Gaussians of the distances, edge after edge; null where they are not stored")
          .schema();

  /** The table: a row is named by configuration and structure. */
  public static final StoredTable TABLE =
      new StoredTable("graphs", SCHEMA, List.of(GRAPH_CONFIG, STRUCTURE_HASH), List.of());

  private GraphTable() {}

  /** Returns the graphs made under all configurations. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /**
   * Writes beside the rows what an id of a configuration stands for: the property {@code
   * latticework.graph_config.<id>}.
   */
  public static void describe(
      SparkSession spark, Workspace workspace, String graphConfig, String description) {
    TABLE.setProperty(spark, workspace, PROPERTY + graphConfig, description);
  }

  /** Returns what each id of a configuration in the table stands for. */
  public static Map<String, String> descriptions(SparkSession spark, Workspace workspace) {
    Map<String, String> descriptions = new TreeMap<>();
    TABLE
        .properties(spark, workspace)
        .forEach(
            (key, value) -> {
              if (key.startsWith(PROPERTY)) {
                descriptions.put(key.substring(PROPERTY.length()), value);
              }
            });
    return descriptions;
  }

  /**
   * Returns the rows of graphs.
   *
   * @param graphs content addresses of structures, and the graphs made of them
   * @param graphConfig id of the configuration
   */
  public static Dataset<Row> rows(
      Dataset<Tuple2<String, Tuple5<int[], int[], int[], float[], float[]>>> graphs,
      String graphConfig) {
    Column features = col("_2._5");
    return graphs.select(
        lit(graphConfig).as(GRAPH_CONFIG),
        col("_1").as(STRUCTURE_HASH),
        size(col("_2._1")).as(ATOMS),
        size(col("_2._3")).as(EDGES),
        col("_2._1").as(ATOMIC_NUMBERS),
        col("_2._2").as(OFFSETS),
        col("_2._3").as(NEIGHBORS),
        col("_2._4").as(DISTANCES),
        when(size(features).gt(0), features).as(EDGE_FEATURES));
  }

  /**
   * Returns the columns of a graph as one, to be read with {@link GraphArrays#encoder}.
   *
   * @param withFeatures whether to read the features of the edges, where they are stored
   */
  public static Column graph(boolean withFeatures) {
    Column none = lit(new float[0]);
    return struct(
        col(ATOMIC_NUMBERS).as("_1"),
        col(OFFSETS).as("_2"),
        col(NEIGHBORS).as("_3"),
        col(DISTANCES).as("_4"),
        (withFeatures ? coalesce(col(EDGE_FEATURES), none) : none).as("_5"));
  }

  /** Returns the lengths of the edges of each graph, Å; no other column is read. */
  public static Dataset<float[]> distances(Dataset<Row> graphs) {
    return graphs.select(DISTANCES).as(graphs.sparkSession().implicits().newFloatArrayEncoder());
  }

  /** Returns the graph of a row that has at least the array columns. */
  public static CrystalGraph fromRow(Row row) {
    CrystalGraph graph =
        new CrystalGraph(
            ArrayCells.ints(row, ATOMIC_NUMBERS),
            ArrayCells.ints(row, OFFSETS),
            ArrayCells.ints(row, NEIGHBORS),
            ArrayCells.floats(row, DISTANCES));
    return row.isNullAt(row.fieldIndex(EDGE_FEATURES))
        ? graph
        : graph.withEdgeFeatures(ArrayCells.floats(row, EDGE_FEATURES));
  }
}
