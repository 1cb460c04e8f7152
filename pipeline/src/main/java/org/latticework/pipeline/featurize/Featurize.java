package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.StoredTable;
import org.latticework.pipeline.table.StructureArrays;
import org.latticework.pipeline.table.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.Tuple3;
import scala.Tuple5;

/**
 * Makes the graphs that are missing: of every structure in the materials table that has, under this
 * recipe, neither a graph nor a rejection. A second run over the same materials commits nothing.
 *
 * <p>A run commits first all graphs, then a rejection for each row of materials that is still
 * without one. A run that died between them is completed by the next; a rebuild that died there may
 * leave rejections of structures that have a graph now, and the next run removes them. Each such
 * row has one rejection, whether its structure was refused before or not: so the tables do not
 * depend on how often, and between which ingests, this ran.
 */
public final class Featurize {
  private static final Logger LOG = LoggerFactory.getLogger(Featurize.class);

  private final SparkSession spark;
  private final Workspace workspace;
  private final GraphRecipe recipe;

  private Featurize(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    this.spark = spark;
    this.workspace = workspace;
    this.recipe = recipe;
  }

  /** Makes and writes the missing graphs, without features of edges. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphConfig config) {
    return run(spark, workspace, GraphRecipe.of(config));
  }

  /** Makes and writes the missing graphs. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Backlog backlog = Backlog.missing(spark, workspace, recipe);
    return new Featurize(spark, workspace, recipe).work(backlog, false);
  }

  /**
   * Makes all graphs of a recipe anew. They take the place of the old ones in one commit; graphs
   * made by other recipes stay.
   */
  public static FeaturizeResult rebuild(
      SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Backlog backlog = Backlog.everything(spark, workspace, recipe);
    return new Featurize(spark, workspace, recipe).work(backlog, true);
  }

  private FeaturizeResult work(Backlog backlog, boolean anew) {
    FeaturizeWork work = backlog.untried() > 0 ? writeGraphs(backlog, anew) : FeaturizeWork.NONE;
    boolean someFailed = work.total(TaskFacts::structures) > work.total(TaskFacts::graphs);
    boolean someStale =
        backlog.contradicted() > 0 || (anew && GraphRejections.count(spark, workspace, recipe) > 0);
    long refused = 0;
    if (someStale) {
      refused = replaceRejections() - backlog.refused();
    } else if (someFailed || backlog.unnamed() > 0) {
      refused = addRejections();
    }
    FeaturizeResult result =
        new FeaturizeResult(
            backlog.materials(),
            backlog.size() - refused,
            backlog.graphed(),
            backlog.refused() + refused,
            recipe.id(),
            work);
    LOG.info(
        "Featurized {}: {} materials, {} featurized, {} unchanged, {} rejected under {}; {} tasks, slowest {}",
        workspace.table(MaterialTable.TABLE.name()),
        result.materials(),
        result.featurized(),
        result.unchanged(),
        result.rejected(),
        result.graphConfig(),
        work.tasks().size(),
        work.slowest().map(TaskFacts::toString).orElse("none"));
    return result;
  }

  private FeaturizeWork writeGraphs(Backlog backlog, boolean anew) {
    GraphTable.describe(spark, workspace, recipe.id(), recipe.description());
    CollectionAccumulator<TaskFacts> facts = spark.sparkContext().collectionAccumulator();
    Dataset<Row> graphs = GraphTable.rows(graphs(backlog.dealt(), facts), recipe.id());
    if (anew) {
      GraphTable.TABLE.replace(workspace, graphs, ofThisRecipe(GraphTable.GRAPH_CONFIG));
    } else {
      GraphTable.TABLE.append(workspace, graphs);
    }
    boolean some = facts.value().stream().anyMatch(task -> task.graphs() > 0);
    long bytes = some ? GraphTable.TABLE.lastCommitBytes(spark, workspace) : 0;
    return new FeaturizeWork(facts.value(), bytes);
  }

  private Dataset<Tuple2<String, Tuple5<int[], int[], int[], float[], float[]>>> graphs(
      Dataset<Row> materials, CollectionAccumulator<TaskFacts> facts) {
    GraphRecipe.Maker maker = recipe.maker();
    MapPartitionsFunction<
            Tuple2<String, Tuple3<double[], int[], double[]>>,
            Tuple2<String, Tuple5<int[], int[], int[], float[], float[]>>>
        task =
            structures -> {
              GraphTask graphs = new GraphTask(maker, structures);
              TaskContext context = TaskContext.get();
              context.addTaskCompletionListener(
                  (TaskCompletionListener) end -> facts.add(graphs.facts(end.partitionId())));
              return graphs;
            };
    return materials
        .select(col(MaterialTable.STRUCTURE_HASH).as("_1"), MaterialTable.structure().as("_2"))
        .as(Encoders.tuple(Encoders.STRING(), StructureArrays.encoder(spark)))
        .mapPartitions(task, Encoders.tuple(Encoders.STRING(), GraphArrays.encoder(spark)));
  }

  /** Returns how many there are now. */
  private long replaceRejections() {
    RejectionTable.TABLE.replace(
        workspace,
        GraphRejections.of(Backlog.withoutGraph(spark, workspace, recipe), recipe),
        ofThisRecipe(RejectionTable.GRAPH_CONFIG));
    return GraphRejections.count(spark, workspace, recipe);
  }

  /** Returns how many were added. */
  private long addRejections() {
    long before = GraphRejections.count(spark, workspace, recipe);
    RejectionTable.TABLE.append(
        workspace, GraphRejections.of(Backlog.withoutFate(spark, workspace, recipe), recipe));
    return GraphRejections.count(spark, workspace, recipe) - before;
  }

  private String ofThisRecipe(String column) {
    return column + " = " + StoredTable.literal(recipe.id());
  }
}
