package org.latticework.jobs;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.featurize.LabeledGraph;
import org.latticework.pipeline.featurize.LabeledGraphs;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.LostVersionException;
import org.latticework.pipeline.table.TableVersions;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.batch.Example;

/**
 * The crystals of a model's split, with their graphs and the property. Here the pipeline's graphs
 * become the trainer's examples: the two rooms do not see each other.
 *
 * @param run whose workspace is read
 * @param provenance names split, target, graphs and the versions of the tables
 * @param versions of the tables that are read
 * @param expanded whether the graphs come with the features of edges that are stored
 */
record LabeledFolds(JobRun run, Provenance provenance, TableVersions versions, boolean expanded) {
  /**
   * Returns what a training reads: the versions that it records.
   *
   * @throws ConfigurationException if the recipe's features of edges are not there, or the tables
   *     of a training that goes on can no longer be read
   */
  static LabeledFolds toTrainOn(JobRun run, Provenance provenance, GraphRecipe recipe) {
    StoredFeatures.require(recipe, GraphTable.descriptions(run.spark(), run.workspace()));
    try {
      provenance.tableVersions().requireReadable(run.spark(), run.workspace());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "The training of %s cannot go on with what it began with. %s: --overwrite begins anew"
              .formatted(provenance.model(), e.getMessage()),
          e);
    }
    return new LabeledFolds(
        run, provenance, provenance.tableVersions(), recipe.stored().isPresent());
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
          run.spark(), run.workspace(), provenance.split(), !provenance.asOf().isEmpty());
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

  /** Returns the crystals of one fold that have both graph and property. */
  JavaRDD<Example> examples(Fold fold) {
    LabeledGraphs graphs = graphs(Set.of(fold));
    int partitions = run.sparkContext().defaultParallelism();
    return (expanded ? graphs.expandedGraphs(partitions) : graphs.graphs(partitions))
        .map(LabeledFolds::example);
  }

  /**
   * Counts the materials that are left out and says so.
   *
   * @param needed the fold that must not be empty
   * @param others counted with it
   * @return the counts without_target and without_graph
   * @throws ConfigurationException if the needed fold has no crystal to use; it says what to do
   */
  Summary requireCrystals(Fold needed, Fold... others) {
    Map<Fold, LabeledGraphs.Counts> counts = graphs(EnumSet.of(needed, others)).counts();
    requireSome(needed, counts.getOrDefault(needed, new LabeledGraphs.Counts(0, 0, 0)));
    long withoutTarget = 0;
    long withoutGraph = 0;
    long labeled = 0;
    for (LabeledGraphs.Counts fold : counts.values()) {
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

  private void requireSome(Fold fold, LabeledGraphs.Counts counts) {
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
            provenance.split(),
            provenance.graphConfig(),
            target(),
            folds,
            Optional.of(provenance.asOf()).filter(release -> !release.isEmpty()));
    return Settings.checked(
        "train", () -> LabeledGraphs.of(run.spark(), run.workspace(), query, versions));
  }

  private static Example example(LabeledGraph labeled) {
    return new Example(labeled.materialId(), labeled.graph(), labeled.target());
  }
}
