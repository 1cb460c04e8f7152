package org.latticework.pipeline.featurize;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.StructureArrays;
import org.latticework.pipeline.table.GraphArrays;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.Tuple3;
import scala.runtime.AbstractFunction1;

/**
 * Makes the graphs that are missing: of every structure in the materials table that has, under this
 * recipe, neither a graph nor a rejection. A second run over the same materials commits nothing.
 *
 * <p>A run commits graphs in slices of about a minute's work, so that a run that is killed loses no
 * more than that; then a rejection for each row of materials that is still without a graph. A run
 * that died before is completed by the next; a rebuild that died there may leave rejections of
 * structures that have a graph now, and the next run removes them. Each such row has one rejection,
 * whether its structure was refused before or not: so the tables do not depend on how often, and
 * between which ingests, this ran.
 */
public final class Featurize {
  private static final Logger LOG = LoggerFactory.getLogger(Featurize.class);
  private static final int TASKS_PER_COMMIT = 60; // of a core, each of about a second

  private final SparkSession spark;
  private final Workspace workspace;
  private final GraphRecipe recipe;
  private final Dataset<Row> materials; // as they were when the run began
  private final int tasksPerCommit;

  private Featurize(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, int tasksPerCommit) {
    this.spark = spark;
    this.workspace = workspace;
    this.recipe = recipe;
    this.materials = MaterialTable.TABLE.snapshot(spark, workspace);
    this.tasksPerCommit = tasksPerCommit;
  }

  /** Makes and writes the missing graphs, without features of edges. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphConfig config) {
    return run(spark, workspace, GraphRecipe.of(config));
  }

  /** Makes and writes the missing graphs. */
  public static FeaturizeResult run(SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    int cores = spark.sparkContext().defaultParallelism();
    return run(spark, workspace, recipe, TASKS_PER_COMMIT * cores);
  }

  /**
   * Makes and writes the missing graphs.
   *
   * @param tasksPerCommit how many tasks are done between two commits; positive
   */
  static FeaturizeResult run(
      SparkSession spark, Workspace workspace, GraphRecipe recipe, int tasksPerCommit) {
    Featurize featurize = new Featurize(spark, workspace, recipe, tasksPerCommit);
    return featurize.work(Backlog.missing(spark, workspace, recipe, featurize.materials), false);
  }

  /**
   * Makes all graphs of a recipe again. They take the place of the old ones in one commit; graphs
   * made by other recipes stay.
   */
  public static FeaturizeResult rebuild(
      SparkSession spark, Workspace workspace, GraphRecipe recipe) {
    Featurize featurize = new Featurize(spark, workspace, recipe, Integer.MAX_VALUE);
    return featurize.work(Backlog.everything(spark, workspace, recipe, featurize.materials), true);
  }

  private FeaturizeResult work(Backlog backlog, boolean rebuild) {
    FeaturizeWork work = backlog.untried() > 0 ? writeGraphs(backlog, rebuild) : FeaturizeWork.NONE;
    boolean someFailed = work.total(TaskFacts::structures) > work.total(TaskFacts::graphs);
    boolean someStale =
        backlog.contradicted() > 0
            || (rebuild && GraphRejections.count(spark, workspace, recipe) > 0);
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

  /** Writes the graphs in commits of some tasks each, all in one where they replace others. */
  private FeaturizeWork writeGraphs(Backlog backlog, boolean rebuild) {
    GraphTable.describe(spark, workspace, recipe.id(), recipe.description());
    CollectionAccumulator<TaskFacts> facts = spark.sparkContext().collectionAccumulator();
    RDD<Tuple2<String, Tuple3<double[], int[], double[]>>> structures =
        structures(backlog.partitioned()).rdd(); // one shuffle, whatever the number of commits
    int tasks = structures.getNumPartitions();
    int commit = Math.min(tasks, tasksPerCommit);
    long bytes = 0;
    for (int first = 0; first < tasks; first += commit) {
      Dataset<Row> graphs = graphs(of(structures, first, first + commit), facts);
      if (rebuild) {
        GraphTable.TABLE.replace(workspace, graphs, ofThisRecipe(GraphTable.GRAPH_CONFIG));
      } else {
        GraphTable.TABLE.append(workspace, graphs);
      }
      bytes += GraphTable.TABLE.lastCommitBytes(spark, workspace);
      LOG.info("Committed graphs of {} of {} tasks", Math.min(first + commit, tasks), tasks);
    }
    return new FeaturizeWork(facts.value(), bytes);
  }

  private static <T> RDD<T> of(RDD<T> all, int first, int end) {
    if (first == 0 && end >= all.getNumPartitions()) {
      return all;
    }
    return PartitionPruningRDD.create(all, new Between(first, end));
  }

  /** Partitions from a first one to before an end. */
  private static final class Between extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int first;
    private final int end;

    Between(int first, int end) {
      this.first = first;
      this.end = end;
    }

    @Override
    public Object apply(Object partition) {
      int number = (Integer) partition;
      return number >= first && number < end;
    }
  }

  private Dataset<Tuple2<String, Tuple3<double[], int[], double[]>>> structures(Dataset<Row> rows) {
    return rows.select(
            col(MaterialTable.STRUCTURE_HASH).as("_1"), MaterialTable.structure().as("_2"))
        .as(encoder());
  }

  private Encoder<Tuple2<String, Tuple3<double[], int[], double[]>>> encoder() {
    return Encoders.tuple(Encoders.STRING(), StructureArrays.encoder(spark));
  }

  private Dataset<Row> graphs(
      RDD<Tuple2<String, Tuple3<double[], int[], double[]>>> dealt,
      CollectionAccumulator<TaskFacts> facts) {
    GraphRecipe.Maker maker = recipe.maker();
    JavaRDD<Tuple2<String, CrystalGraph>> graphs =
        dealt
            .toJavaRDD()
            .mapPartitions(
                structures -> {
                  GraphTask task = new GraphTask(maker, structures);
                  TaskContext context = TaskContext.get();
                  context.addTaskCompletionListener(
                      (TaskCompletionListener) end -> facts.add(task.facts(end.partitionId())));
                  return task;
                });
    return GraphArrays.rows(spark, graphs, recipe.id());
  }

  /** Returns how many there are now. */
  private long replaceRejections() {
    RejectionTable.TABLE.replace(
        workspace,
        GraphRejections.of(Backlog.withoutGraph(spark, workspace, recipe, materials), recipe),
        ofThisRecipe(RejectionTable.GRAPH_CONFIG));
    return GraphRejections.count(spark, workspace, recipe);
  }

  /** Returns how many were added. */
  private long addRejections() {
    long before = GraphRejections.count(spark, workspace, recipe);
    RejectionTable.TABLE.append(
        workspace,
        GraphRejections.of(
            Backlog.withoutGraphOrRejection(spark, workspace, recipe, materials), recipe));
    return GraphRejections.count(spark, workspace, recipe) - before;
  }

  private String ofThisRecipe(String column) {
    return column + " = " + StoredTable.literal(recipe.id());
  }
}
