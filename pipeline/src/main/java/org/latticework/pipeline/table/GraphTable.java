package org.latticework.pipeline.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;

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
  public static final String MULTIPLICITIES = "multiplicities";
  public static final String WEIGHTS = "weights";
  public static final String CLASSES = "classes";
  public static final String IMAGES = "images";

  private static final DataType INTS = DataTypes.createArrayType(DataTypes.IntegerType, false);
  private static final String PROPERTY = "latticework.graph_config.";

  /** The columns. */
  public static final StructType SCHEMA =
      new Columns()
          .required(
              GRAPH_CONFIG,
              DataTypes.StringType,
              "Id of cutoff, neighbor cap, ties, merging, images and graph format")
          .required(STRUCTURE_HASH, DataTypes.StringType, "Content address of the structure")
          .required(ATOMS, DataTypes.IntegerType, "Number of atoms of the crystal")
          .required(
              EDGES,
              DataTypes.IntegerType,
              "E, the number of directed edges, merged ones counted once")
          .required(ATOMIC_NUMBERS, INTS, "Atomic numbers of the N nodes")
          .required(
              OFFSETS,
              INTS,
              "N + 1 numbers: the edges of node i are offsets[i] to offsets[i + 1] - 1")
          .required(NEIGHBORS, INTS, "E nodes that the edges come from")
          .required(
              DISTANCES,
              DataTypes.createArrayType(DataTypes.FloatType, false),
              "E lengths of the edges, Å")
          .optional(
              EDGE_FEATURES,
              DataTypes.createArrayType(DataTypes.FloatType, false),
              "E K Gaussians of the distances, edge after edge; null where they are not stored")
          .optional(
              MULTIPLICITIES,
              INTS,
              "How many equivalent atoms each of the N nodes stands for; null where nodes are atoms")
          .optional(
              WEIGHTS,
              INTS,
              "How many neighbors of an atom each of the E edges stands for; null where each is one")
          .optional(
              CLASSES,
              INTS,
              "Node of each atom, in the order of the structure's sites; null where nodes are atoms")
          .optional(
              IMAGES,
              DataTypes.createArrayType(DataTypes.ByteType, false),
              "3 E numbers of cells n: neighbor j of atom i is at (f_j + n - f_i) · L; null where they are not stored")
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
   * Writes what an id of a configuration stands for: the table's property {@code
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
}
