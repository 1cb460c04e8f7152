package org.latticework.jobs;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.pipeline.featurize.LabeledGraph;
import org.latticework.pipeline.featurize.LabeledGraphs;
import org.latticework.pipeline.table.Fold;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.Target;
import org.latticework.trainer.batch.Example;

/**
 * Where the pipeline's graphs become the trainer's examples: the two rooms do not see each other.
 */
final class LabeledExamples {
  private LabeledExamples() {}

  /**
   * Returns the crystals of one fold, with their graphs and the property.
   *
   * @param graphConfig id of the configuration of the graphs
   */
  static JavaRDD<Example> of(
      JobRun run, String split, String graphConfig, Target target, Fold fold) {
    return query(run, split, graphConfig, target, fold)
        .graphs(run.sparkContext().defaultParallelism())
        .map(LabeledExamples::example);
  }

  /**
   * Returns the same crystals, with the features of edges that the recipe stores.
   *
   * @throws ConfigurationException if the table holds them in another basis, or not at all
   */
  static JavaRDD<Example> of(
      JobRun run, String split, GraphRecipe recipe, Target target, Fold fold) {
    if (recipe.stored().isEmpty()) {
      return of(run, split, recipe.id(), target, fold);
    }
    requireStored(recipe, GraphTable.descriptions(run.spark(), run.workspace()));
    return query(run, split, recipe.id(), target, fold)
        .expandedGraphs(run.sparkContext().defaultParallelism())
        .map(LabeledExamples::example);
  }

  /** Checks what the table says of its graph configurations: their descriptions, by id. */
  static void requireStored(GraphRecipe recipe, Map<String, String> descriptions) {
    if (descriptions.containsKey(recipe.id())) {
      return;
    }
    String stored =
        descriptions.values().stream()
            .filter(text -> text.startsWith(recipe.config().description() + " features="))
            .map(text -> text.substring(text.lastIndexOf('=') + 1))
            .collect(joining(" and "));
    throw new ConfigurationException(
        "featurize.edge-features is stored, and train.network.basis is %s, but the graphs store %s: run latticework featurize, or train in that basis"
            .formatted(
                recipe.stored().orElseThrow().description(), stored.isEmpty() ? "none" : stored));
  }

  private static LabeledGraphs query(
      JobRun run, String split, String graphConfig, Target target, Fold fold) {
    return LabeledGraphs.of(
        run.spark(),
        run.workspace(),
        new LabeledGraphs.Query(split, graphConfig, target, Set.of(fold)));
  }

  private static Example example(LabeledGraph labeled) {
    return new Example(labeled.materialId(), labeled.graph(), labeled.target());
  }
}
