package org.latticework.pipeline.table;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.graph.CrystalGraph;

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
          .schema();

  /** The table: a row is named by configuration and structure. */
  public static final StoredTable TABLE =
      new StoredTable("graphs", SCHEMA, List.of(GRAPH_CONFIG, STRUCTURE_HASH), List.of());

  private GraphTable() {}

  /** Returns the graphs made under all configurations. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /** Returns the row of a graph. */
  public static Row toRow(GraphKey key, CrystalGraph graph) {
    return RowFactory.create(
        key.graphConfig(),
        key.structureHash(),
        graph.atoms(),
        graph.edges(),
        graph.atomicNumbers(),
        graph.offsets(),
        graph.neighbors(),
        graph.distances());
  }

  /** Returns the graph of a row that has at least the four array columns. */
  public static CrystalGraph fromRow(Row row) {
    return new CrystalGraph(
        ArrayCells.ints(row, ATOMIC_NUMBERS),
        ArrayCells.ints(row, OFFSETS),
        ArrayCells.ints(row, NEIGHBORS),
        ArrayCells.floats(row, DISTANCES));
  }
}
