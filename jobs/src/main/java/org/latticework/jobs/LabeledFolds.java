package org.latticework.jobs;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.featurize.LabeledGraphs;
import org.latticework.pipeline.featurize.ReadGraphs;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.LostVersionException;
import org.latticework.pipeline.table.TableVersions;
import org.latticework.pipeline.table.Target;

/**
 * The crystals of a model's split, with their graphs and the property.
 *
 * @param run whose workspace is read
 * @param provenance names split, target, graphs and the versions of the tables
 * @param versions of the tables that are read
 * @param expanded whether the graphs come with the features of edges that are stored
 */
record LabeledFolds(JobRun run, Provenance provenance, TableVersions versions, boolean expanded) {
  /**
   * Returns what a training that begins now reads: the versions that it records. They are the last
   * ones, so nothing of them is gone.
   *
   * @throws ConfigurationException if the recipe's features of edges are not there
   */
  static LabeledFolds toTrainOn(JobRun run, Provenance provenance, GraphRecipe recipe) {
    if (recipe.stored().isPresent()) {
      StoredFeatures.require(recipe, GraphTable.descriptions(run.spark(), run.workspace()));
    }
    return new LabeledFolds(
        run, provenance, provenance.tableVersions(), recipe.stored().isPresent());
  }

  /**
   * Returns what a training that goes on reads: the versions that it recorded when it began.
   *
   * @throws ConfigurationException if the recipe's features of edges are not there, or the tables
   *     of that time can no longer be read
   */
  static LabeledFolds toGoOnWith(JobRun run, Provenance provenance, GraphRecipe recipe) {
    TableVersions recorded = provenance.tableVersions();
    try {
      recorded.requireDecisions(
          run.spark(), run.workspace(), provenance.split(), provenance.release());
      recorded.requireGraphs(run.spark(), run.workspace(), provenance.graphConfig());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "The training of %s cannot go on with what it began with. %s: --overwrite begins anew"
              .formatted(provenance.model(), e.getMessage()),
          e);
    }
    return toTrainOn(run, provenance, recipe);
  }

  /**
   * Returns what a model is judged on: the folds and the values as it was trained with them, and
   * all graphs of its configuration that there are by now.
   *
   * @throws ConfigurationException if the tables of that time can no longer be read
   */
  static LabeledFolds toJudge(JobRun run, Provenance provenance) {
    TableVersions recorded = provenance.tableVersions();
    try {
      recorded.requireDecisions(
          run.spark(), run.workspace(), provenance.split(), provenance.release());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "The model %s cannot be judged on the fold it was kept from. %s: train it anew"
              .formatted(provenance.model(), e.getMessage()),
          e);
    }
    return new LabeledFolds(
        run, provenance, recorded.withGraphsOfNow(run.spark(), run.workspace()), false);
  }

  /** Returns the property, which may be one of {@code ingest.extra-targets}. */
  Target target() {
    return Target.ofColumn(provenance.target()).orElseGet(() -> Target.extra(provenance.target()));
  }

  /**
   * Joins and reads crystals, once; counts the materials that are left out and says so.
   *
   * @param needed the fold that must not be empty
   * @param others read with it
   * @throws ConfigurationException if the needed fold has no crystal to use; it says what to do
   */
  ReadFolds read(Fold needed, Fold... others) throws IOException {
    int partitions = run.sparkContext().defaultParallelism();
    ReadGraphs graphs = graphs(EnumSet.of(needed, others)).read(partitions, expanded);
    try {
      Map<Fold, ReadGraphs.Counts> counts = StageProgress.during(run, "Reading", graphs::counts);
      requireSome(needed, counts.getOrDefault(needed, new ReadGraphs.Counts(0, 0, 0)));
      return new ReadFolds(graphs, leftOut(counts.values()));
    } catch (IOException | RuntimeException e) {
      graphs.close();
      throw e;
    }
  }

  private Summary leftOut(Collection<ReadGraphs.Counts> counts) {
    long withoutTarget = 0;
    long withoutGraph = 0;
    long labeled = 0;
    for (ReadGraphs.Counts fold : counts) {
      withoutTarget += fold.withoutTarget();
      withoutGraph += fold.withoutGraph();
      labeled += fold.labeled();
    }
    long leftOut = withoutTarget + withoutGraph;
    if (leftOut > 0) {
      run.console()
          .say(
              "Left out   %,d of %,d materials: %,d without %s, %,d without graph",
              leftOut, labeled + leftOut, withoutTarget, provenance.target(), withoutGraph);
    }
    return new Summary().put("without_target", withoutTarget).put("without_graph", withoutGraph);
  }

  private void requireSome(Fold fold, ReadGraphs.Counts counts) {
    if (counts.labeled() > 0) {
      return;
    }
    String materials = "the fold %s of the split %s".formatted(fold.word(), provenance.split());
    long all = counts.withoutTarget() + counts.withoutGraph();
    if (all == 0) {
      throw new ConfigurationException(
          "There is no material in %s: run latticework split --name %s first"
              .formatted(materials, provenance.split()));
    }
    throw new ConfigurationException(
        counts.withoutGraph() > 0
            ? "No graph of the %,d materials in %s: run latticework featurize with %s"
                .formatted(all, materials, provenance.recipe())
            : "No value of %s for the %,d materials in %s: train on another --target"
                .formatted(provenance.target(), all, materials));
  }

  private LabeledGraphs graphs(Set<Fold> folds) {
    LabeledGraphs.Query query =
        new LabeledGraphs.Query(
            provenance.split(), provenance.graphConfig(), target(), folds, provenance.release());
    return Settings.checked(
        "train", () -> LabeledGraphs.of(run.spark(), run.workspace(), query, versions));
  }
}
