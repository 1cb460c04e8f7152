package org.latticework.pipeline.table;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLImplicits;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GraphMemory;
import scala.Tuple2;
import scala.Tuple4;
import scala.Tuple5;

/**
 * The arrays of graphs as the columns of {@link GraphTable}. Spark carries them without a box
 * around each number; what they are there, no other class knows.
 */
public final class GraphArrays {
  private static final String IMAGES_TYPE = "array<tinyint>";
  private static final String WIDE_IMAGES_TYPE = "array<int>"; // Spark's encoders have no bytes

  private GraphArrays() {}

  /** Which arrays of a graph are read besides nodes, edges, multiplicities and weights. */
  public enum Parts {
    /** None: what training needs. */
    EDGES,
    /** The features of the edges, where they are stored. */
    EDGE_FEATURES,
    /** The images. */
    IMAGES,
    /** All: features, images and the nodes of the atoms. */
    ALL;

    private boolean features() {
      return this == EDGE_FEATURES || this == ALL;
    }

    private boolean images() {
      return this == IMAGES || this == ALL;
    }
  }

  /**
   * Returns rows of the table.
   *
   * @param graphs content addresses of structures, and the graphs made of them
   * @param graphConfig id of the configuration
   */
  public static Dataset<Row> rows(
      SparkSession spark, JavaRDD<Tuple2<String, CrystalGraph>> graphs, String graphConfig) {
    return spark
        .createDataset(
            graphs
                .map(
                    graph ->
                        new Tuple2<>(
                            new Tuple2<>(graph._1(), graph._2().atoms()), arrays(graph._2())))
                .rdd(),
            Encoders.tuple(Encoders.tuple(Encoders.STRING(), Encoders.INT()), encoder(spark)))
        .select(
            lit(graphConfig).as(GraphTable.GRAPH_CONFIG),
            col("_1._1").as(GraphTable.STRUCTURE_HASH),
            col("_1._2").as(GraphTable.ATOMS),
            size(col("_2._1._3")).as(GraphTable.EDGES),
            col("_2._1._1").as(GraphTable.ATOMIC_NUMBERS),
            col("_2._1._2").as(GraphTable.OFFSETS),
            col("_2._1._3").as(GraphTable.NEIGHBORS),
            col("_2._1._4").as(GraphTable.DISTANCES),
            unlessEmpty(col("_2._1._5")).as(GraphTable.EDGE_FEATURES),
            unlessEmpty(col("_2._2._1")).as(GraphTable.MULTIPLICITIES),
            unlessEmpty(col("_2._2._2")).as(GraphTable.WEIGHTS),
            unlessEmpty(col("_2._2._3")).as(GraphTable.CLASSES),
            unlessEmpty(col("_2._2._4")).cast(IMAGES_TYPE).as(GraphTable.IMAGES));
  }

  private static Column unlessEmpty(Column array) {
    return when(size(array).gt(0), array);
  }

  /** Returns the columns of a graph as one, to be read with {@link #read}. */
  public static Column graph(Parts parts) {
    Column noFloats = lit(new float[0]);
    Column noInts = lit(new int[0]);
    Column features = coalesce(col(GraphTable.EDGE_FEATURES), noFloats);
    Column images = coalesce(col(GraphTable.IMAGES).cast(WIDE_IMAGES_TYPE), noInts);
    return struct(
        struct(
                col(GraphTable.ATOMIC_NUMBERS).as("_1"),
                col(GraphTable.OFFSETS).as("_2"),
                col(GraphTable.NEIGHBORS).as("_3"),
                col(GraphTable.DISTANCES).as("_4"),
                (parts.features() ? features : noFloats).as("_5"))
            .as("_1"),
        struct(
                coalesce(col(GraphTable.MULTIPLICITIES), noInts).as("_1"),
                coalesce(col(GraphTable.WEIGHTS), noInts).as("_2"),
                (parts == Parts.ALL ? coalesce(col(GraphTable.CLASSES), noInts) : noInts).as("_3"),
                (parts.images() ? images : noInts).as("_4"))
            .as("_2"));
  }

  /** Returns the bytes that something takes for each graph; null where there is no graph. */
  public static Column bytes(GraphMemory memory) {
    Column pairs = memory.pair() == 0 ? lit(0L) : pairs().multiply(memory.pair());
    return when(
        col(GraphTable.EDGES).isNotNull(),
        size(col(GraphTable.ATOMIC_NUMBERS))
            .multiply(memory.node())
            .plus(col(GraphTable.EDGES).multiply(memory.edge()))
            .plus(pairs));
  }

  /** Of each edge, as many as the node that it comes from has edges. */
  private static Column pairs() {
    Column offsets = col(GraphTable.OFFSETS);
    return aggregate(
        col(GraphTable.NEIGHBORS),
        lit(0L),
        (sum, node) ->
            sum.plus(element_at(offsets, node.plus(2))) // elements count from 1
                .minus(element_at(offsets, node.plus(1))));
  }

  /**
   * Reads graphs together with something else.
   *
   * @param rows with columns {@code _1} and {@code _2}, of which the latter is what {@link #graph}
   *     returned, or null
   * @param other how to read {@code _1}
   */
  public static <T> JavaRDD<Tuple2<T, Optional<CrystalGraph>>> read(
      Dataset<Row> rows, Encoder<T> other) {
    return rows.as(Encoders.tuple(other, encoder(rows.sparkSession())))
        .toJavaRDD()
        .map(
            row ->
                new Tuple2<>(
                    row._1(), row._2() == null ? Optional.empty() : Optional.of(graph(row._2()))));
  }

  /** Returns the graphs of rows of the table. */
  public static JavaRDD<CrystalGraph> read(Dataset<Row> graphs, Parts parts) {
    return graphs
        .select(graph(parts).as("_1"))
        .select("_1.*")
        .as(encoder(graphs.sparkSession()))
        .toJavaRDD()
        .map(GraphArrays::graph);
  }

  private static Encoder<
          Tuple2<Tuple5<int[], int[], int[], float[], float[]>, Tuple4<int[], int[], int[], int[]>>>
      encoder(SparkSession spark) {
    SQLImplicits arrays = spark.implicits();
    return Encoders.tuple(
        Encoders.tuple(
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newFloatArrayEncoder(),
            arrays.newFloatArrayEncoder()),
        Encoders.tuple(
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder(),
            arrays.newIntArrayEncoder()));
  }

  private static Tuple2<
          Tuple5<int[], int[], int[], float[], float[]>, Tuple4<int[], int[], int[], int[]>>
      arrays(CrystalGraph graph) {
    return new Tuple2<>(
        new Tuple5<>(
            graph.atomicNumbers(),
            graph.offsets(),
            graph.neighbors(),
            graph.distances(),
            graph.edgeFeatures()),
        new Tuple4<>(
            graph.multiplicities(), graph.weights(), graph.classes(), wide(graph.images())));
  }

  private static CrystalGraph graph(
      Tuple2<Tuple5<int[], int[], int[], float[], float[]>, Tuple4<int[], int[], int[], int[]>>
          arrays) {
    Tuple5<int[], int[], int[], float[], float[]> plain = arrays._1();
    Tuple4<int[], int[], int[], int[]> counts = arrays._2();
    CrystalGraph graph = new CrystalGraph(plain._1(), plain._2(), plain._3(), plain._4());
    return (plain._5().length == 0 ? graph : graph.withEdgeFeatures(plain._5()))
        .merged(counts._1(), counts._2())
        .withClasses(counts._3())
        .withImages(narrow(counts._4()));
  }

  private static int[] wide(byte[] bytes) {
    int[] wide = new int[bytes.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = bytes[k];
    }
    return wide;
  }

  private static byte[] narrow(int[] numbers) {
    byte[] narrow = new byte[numbers.length];
    for (int k = 0; k < narrow.length; k++) {
      narrow[k] = (byte) numbers[k];
    }
    return narrow;
  }
}
