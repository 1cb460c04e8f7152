package org.latticework.jobs.featurize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.pipeline.featurize.GraphRecipe;
import org.latticework.trainer.network.NetworkConfig;

/** The graphs that a command makes before it learns from them. */
public final class LearnedGraphs {
  private LearnedGraphs() {}

  /**
   * Returns the recipe of the graphs.
   *
   * @param settings with the graphs to learn from named
   * @param train what learns from them, unless it names others
   * @throws ConfigurationException if its network cannot read them; it says which settings make
   *     graphs that it can
   */
  public static GraphRecipe recipe(Settings settings, TrainConfig train) {
    GraphRecipe recipe = FeaturizeJob.recipe(settings);
    if (train.graphs().equals(recipe.id())) {
      require(train.training().network().config(), recipe.config());
    }
    return recipe;
  }

  private static void require(NetworkConfig network, GraphConfig made) {
    List<String> lacked = network.needs().lackedBy(made);
    if (lacked.isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    List<String> right = new ArrayList<>();
    Map<String, String> needed = settings(network.needs().met(made));
    settings(made)
        .forEach(
            (key, value) -> {
              if (!needed.get(key).equals(value)) {
                wrong.add("%s=%s".formatted(key, value));
                right.add("--set %s=%s".formatted(key, needed.get(key)));
              }
            });
    throw new ConfigurationException(
        "The network %s needs %s, which graphs of %s do not have: %s"
            .formatted(
                network.kind(),
                String.join(", ", lacked),
                String.join(", ", wrong),
                String.join(" ", right)));
  }

  /** Returns the settings that make graphs, by their keys. */
  private static Map<String, String> settings(GraphConfig graphs) {
    boolean all = graphs.maxNeighbors() == GraphConfig.ALL_NEIGHBORS;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("featurize.cutoff", String.valueOf(graphs.cutoff()));
    settings.put("featurize.max-neighbors", all ? "all" : String.valueOf(graphs.maxNeighbors()));
    settings.put("featurize.ties", graphs.ties().word());
    settings.put("featurize.merge", String.valueOf(graphs.merge()));
    settings.put("featurize.images", String.valueOf(graphs.images()));
    settings.put("featurize.symmetric", String.valueOf(graphs.symmetric()));
    return settings;
  }
}
