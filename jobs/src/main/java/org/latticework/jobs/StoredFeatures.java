package org.latticework.jobs;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import org.latticework.pipeline.featurize.GraphRecipe;

/** Checks that the graphs store the features of edges that a training asks for. */
final class StoredFeatures {
  private StoredFeatures() {}

  /**
   * Checks.
   *
   * @param recipe what is asked for; nothing to check where it stores none
   * @param descriptions what the graphs table says of its configurations, by id
   * @throws ConfigurationException if the table holds them in another basis, or not at all
   */
  static void require(GraphRecipe recipe, Map<String, String> descriptions) {
    if (recipe.stored().isEmpty() || descriptions.containsKey(recipe.id())) {
      return;
    }
    String stored =
        descriptions.values().stream()
            .filter(text -> text.startsWith(recipe.config().description() + " features="))
            .map(text -> text.substring(text.lastIndexOf('=') + 1))
            .collect(joining(" and "));
    throw new ConfigurationException(
        ("featurize.edge-features is stored, and train.network.basis is %s, but the graphs store %s:"
                + " run latticework featurize, or train in that basis")
            .formatted(
                recipe.stored().orElseThrow().description(), stored.isEmpty() ? "none" : stored));
  }
}
