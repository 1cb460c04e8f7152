package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.Workspace;

/** The materials that have, under a recipe, neither a graph nor a rejection, and how many have. */
final class Backlog {
  private static final String GRAPHED = "graphed";
  private static final String BUCKET = "bucket";
  private static final int SEATS_PER_TASK = 40; // e^-40: no task is without a seat

  private final Dataset<Row> pending;
  private final double[] edges = new double[TaskDeal.BUCKETS]; // expected, of the pending
  private long materials;
  private long graphed;
  private long refused;

  private Backlog(Dataset<Row> materials, Dataset<Row> fates, GraphConfig config) {
    pending = without(materials, fates);
    Dataset<Row> counts =
        materials
            .join(fates, new String[] {MaterialTable.STRUCTURE_HASH}, "left")
            .groupBy(col(GRAPHED), bucket().as(BUCKET))
            .agg(count(lit(1)), sum(expectedEdges(config)));
    for (Row row : counts.collectAsList()) {
      add(row);
    }
  }

  /** Returns what is missing as the tables stand now. */
  static Backlog missing(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return new Backlog(
        MaterialTable.read(spark, workspace), fates(spark, workspace, recipe), recipe.config());
  }

  /** Returns only the rows of the materials that have neither graph nor rejection. */
  static Dataset<Row> withoutFate(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return without(MaterialTable.read(spark, workspace), fates(spark, workspace, recipe));
  }

  /** Returns the rows of the materials that have no graph, whether they have a rejection or not. */
  static Dataset<Row> withoutGraph(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return without(MaterialTable.read(spark, workspace), graphs(spark, workspace, recipe));
  }

  private static Dataset<Row> without(Dataset<Row> materials, Dataset<Row> fates) {
    return materials.join(fates, new String[] {MaterialTable.STRUCTURE_HASH}, "left_anti");
  }

  private static Dataset<Row> fates(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Dataset<Row> refused =
        RejectionTable.read(spark, workspace)
            .where(col(RejectionTable.GRAPH_CONFIG).equalTo(recipe.id()))
            .select(col(MaterialTable.STRUCTURE_HASH), lit(false).as(GRAPHED))
            .distinct();
    return graphs(spark, workspace, recipe).union(refused);
  }

  private static Dataset<Row> graphs(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    return GraphTable.read(spark, workspace)
        .where(col(GraphTable.GRAPH_CONFIG).equalTo(recipe.id()))
        .select(col(MaterialTable.STRUCTURE_HASH), lit(true).as(GRAPHED));
  }

  /** Returns all materials, as if nothing had been made of them. */
  static Backlog everything(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Dataset<Row> materials = MaterialTable.read(spark, workspace);
    Dataset<Row> none =
        materials
            .where(lit(false))
            .select(col(MaterialTable.STRUCTURE_HASH), lit(true).as(GRAPHED));
    return new Backlog(materials, none, recipe.config());
  }

  /** N atoms of a crystal of volume V have N min(k, 4/3 π cutoff³ N / V) edges, or so. */
  private static Column expectedEdges(GraphConfig config) {
    double sphere = 4.0 / 3.0 * Math.PI * Math.pow(config.cutoff(), 3);
    Column atoms = col(MaterialTable.NSITES);
    Column within = atoms.multiply(sphere).divide(MaterialTable.cellVolume());
    return atoms.multiply(least(within, lit((double) config.maxNeighbors())));
  }

  private void add(Row row) {
    long count = row.getLong(2);
    materials += count;
    if (row.isNullAt(0)) {
      edges[row.getInt(1)] = row.getDouble(3);
    } else if (row.getBoolean(0)) {
      graphed += count;
    } else {
      refused += count;
    }
  }

  long materials() {
    return materials;
  }

  /** Returns how many materials have a graph. */
  long graphed() {
    return graphed;
  }

  /** Returns how many have a rejection instead. */
  long refused() {
    return refused;
  }

  /** Returns how many have neither. */
  long size() {
    return materials - graphed - refused;
  }

  /**
   * Returns the rows of those that have neither, with one partition a task, equal structures side
   * by side in an order that depends on nothing but their names.
   */
  Dataset<Row> dealt() {
    SparkSession spark = pending.sparkSession();
    TaskDeal deal = new TaskDeal(edges, spark.sparkContext().defaultParallelism());
    int[] seats = seats(spark, deal.count());
    UserDefinedFunction seat =
        udf(
            (UDF1<String, Integer>) hash -> seats[deal.task(TaskDeal.bucket(hash))],
            DataTypes.IntegerType);
    return pending
        .repartition(deal.count(), seat.apply(col(MaterialTable.STRUCTURE_HASH)))
        .sortWithinPartitions(
            MaterialTable.STRUCTURE_HASH,
            MaterialTable.DATABASE_VERSION,
            MaterialTable.MATERIAL_ID);
  }

  /**
   * Returns a number for each task that Spark, which deals rows by pmod(hash, tasks), sends to it.
   * If a Spark should deal otherwise, tasks would be unequal, and their results the same.
   */
  private static int[] seats(SparkSession spark, int tasks) {
    int[] seats = new int[tasks];
    Column number = col("id").cast(DataTypes.IntegerType);
    spark
        .range((long) SEATS_PER_TASK * tasks)
        .select(number, pmod(hash(number), lit(tasks)))
        .collectAsList()
        .forEach(row -> seats[row.getInt(1)] = row.getInt(0));
    return seats;
  }

  private static Column bucket() {
    return udf((UDF1<String, Integer>) TaskDeal::bucket, DataTypes.IntegerType)
        .apply(col(MaterialTable.STRUCTURE_HASH));
  }
}
