package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;

/**
 * The materials that have, under a recipe, neither a graph nor a rejection of their own, and how
 * many have. Whether a graph can be made is known by structure; rejections name rows of materials.
 */
final class Backlog {
  private static final String GRAPHED = "graphed";
  private static final String NAMED = "named";
  private static final String BUCKET = "bucket";
  private static final int KEYS_PER_TASK = 40; // e^-40: no task is without a key

  private final Dataset<Row> pending;
  private final double[] edges = new double[TaskDeal.BUCKETS]; // expected, of the pending
  private long materials;
  private long graphed;
  private long contradicted;
  private long refused;
  private long unnamed;

  private Backlog(
      Dataset<Row> materials, Dataset<Row> outcomes, Dataset<Row> named, GraphConfig config) {
    pending = without(materials, outcomes);
    Dataset<Row> counts =
        materials
            .join(outcomes, new String[] {MaterialTable.STRUCTURE_HASH}, "left")
            .join(named.withColumn(NAMED, lit(true)), named.columns(), "left")
            .groupBy(col(GRAPHED), col(NAMED).isNotNull().as(NAMED), bucket().as(BUCKET))
            .agg(count(lit(1)), sum(expectedEdges(config)));
    for (Row row : counts.collectAsList()) {
      add(row);
    }
  }

  /** Returns what is missing of these materials. */
  static Backlog missing(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, Dataset<Row> materials) {
    return new Backlog(
        materials,
        outcomes(spark, workspace, recipe),
        named(spark, workspace, recipe),
        recipe.config());
  }

  /** Returns only the rows of materials that have neither a graph nor a rejection of their own. */
  static Dataset<Row> withoutGraphOrRejection(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, Dataset<Row> materials) {
    Dataset<Row> named = named(spark, workspace, recipe);
    return withoutGraph(spark, workspace, recipe, materials)
        .join(named, named.columns(), "left_anti");
  }

  /** Returns the rows of the materials that have no graph, whether they have a rejection or not. */
  static Dataset<Row> withoutGraph(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, Dataset<Row> materials) {
    return without(materials, graphs(spark, workspace, recipe));
  }

  private static Dataset<Row> without(Dataset<Row> materials, Dataset<Row> outcomes) {
    return materials.join(outcomes, new String[] {MaterialTable.STRUCTURE_HASH}, "left_anti");
  }

  /** Returns one row a structure. A graph is there, whatever a rejection of its structure says. */
  private static Dataset<Row> outcomes(
      SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Dataset<Row> graphs = graphs(spark, workspace, recipe);
    Dataset<Row> refused =
        without(named(spark, workspace, recipe), graphs)
            .select(col(MaterialTable.STRUCTURE_HASH), lit(false).as(GRAPHED))
            .distinct();
    return graphs.union(refused);
  }

  /** Returns which rows of materials have a rejection, by release, name and structure. */
  private static Dataset<Row> named(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return RejectionTable.read(spark, workspace)
        .where(col(RejectionTable.GRAPH_CONFIG).equalTo(recipe.id()))
        .select(
            MaterialTable.DATABASE_VERSION, MaterialTable.MATERIAL_ID, MaterialTable.STRUCTURE_HASH)
        .distinct();
  }

  private static Dataset<Row> graphs(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return GraphTable.read(spark, workspace)
        .where(col(GraphTable.GRAPH_CONFIG).equalTo(recipe.id()))
        .select(col(MaterialTable.STRUCTURE_HASH), lit(true).as(GRAPHED));
  }

  /** Returns all of these materials, as if nothing had been made of them. */
  static Backlog everything(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, Dataset<Row> materials) {
    Dataset<Row> none =
        materials
            .where(lit(false))
            .select(col(MaterialTable.STRUCTURE_HASH), lit(true).as(GRAPHED));
    Dataset<Row> unnamed = named(spark, workspace, recipe).where(lit(false));
    return new Backlog(materials, none, unnamed, recipe.config());
  }

  /** N atoms of a crystal of volume V have N min(k, 4/3 π cutoff³ N / V) edges, or so. */
  private static Column expectedEdges(GraphConfig config) {
    double sphere = 4.0 / 3.0 * Math.PI * Math.pow(config.cutoff(), 3);
    Column atoms = col(MaterialTable.NSITES);
    Column within = atoms.multiply(sphere).divide(MaterialTable.cellVolume());
    return atoms.multiply(least(within, lit((double) config.maxNeighbors())));
  }

  private void add(Row row) {
    long count = row.getLong(3);
    materials += count;
    if (row.isNullAt(0)) {
      edges[row.getInt(2)] = row.getDouble(4);
    } else if (row.getBoolean(0)) {
      graphed += count;
      contradicted += row.getBoolean(1) ? count : 0;
    } else if (row.getBoolean(1)) {
      refused += count;
    } else {
      unnamed += count;
    }
  }

  long materials() {
    return materials;
  }

  /** Returns how many materials have a graph. */
  long graphed() {
    return graphed;
  }

  /**
   * Returns how many of them have a rejection too: their structures were refused before a rebuild
   * that made graphs of them and died.
   */
  long contradicted() {
    return contradicted;
  }

  /** Returns how many have a rejection instead. */
  long refused() {
    return refused;
  }

  /** Returns how many have neither. */
  long size() {
    return materials - graphed - refused;
  }

  /** Returns how many of them have a structure already known to have no graph. */
  long unnamed() {
    return unnamed;
  }

  /** Returns how many have a structure of which a graph is still to be made. */
  long untried() {
    return size() - unnamed;
  }

  /**
   * Returns the rows whose structure is untried, with one partition a task, equal structures side
   * by side in an order that depends on nothing but their names.
   */
  Dataset<Row> partitioned() {
    SparkSession spark = pending.sparkSession();
    TaskDeal deal = new TaskDeal(edges, spark.sparkContext().defaultParallelism());
    int[] keys = keys(spark, deal.count());
    UserDefinedFunction key =
        udf(
            (UDF1<String, Integer>) hash -> keys[deal.task(TaskDeal.bucket(hash))],
            DataTypes.IntegerType);
    return pending
        .repartition(deal.count(), key.apply(col(MaterialTable.STRUCTURE_HASH)))
        .sortWithinPartitions(
            MaterialTable.STRUCTURE_HASH,
            MaterialTable.DATABASE_VERSION,
            MaterialTable.MATERIAL_ID);
  }

  /**
   * Returns a number for each task that Spark, which deals rows by pmod(hash, tasks), sends to it.
   * If a Spark should deal otherwise, tasks would be unequal, and their results the same.
   */
  private static int[] keys(SparkSession spark, int tasks) {
    int[] keys = new int[tasks];
    Column number = col("value");
    List<Integer> numbers = IntStream.range(0, KEYS_PER_TASK * tasks).boxed().toList();
    spark
        .createDataset(numbers, Encoders.INT()) // on the driver: no job
        .select(number, pmod(hash(number), lit(tasks)))
        .collectAsList()
        .forEach(row -> keys[row.getInt(1)] = row.getInt(0));
    return keys;
  }

  private static Column bucket() {
    return udf((UDF1<String, Integer>) TaskDeal::bucket, DataTypes.IntegerType)
        .apply(col(MaterialTable.STRUCTURE_HASH));
  }
}
