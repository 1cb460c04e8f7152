package org.latticework.pipeline.featurize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.pipeline.table.GraphTable;
import org.latticework.pipeline.table.Workspace;

/**
 * A recipe by which there are graphs in the table.
 *
 * @param id of the recipe
 * @param cutoff of the graphs, Å
 * @param maxNeighbors of an atom; {@link GraphConfig#ALL_NEIGHBORS} for all
 * @param features description of the basis whose Gaussians are stored with each edge; empty where
 *     none are
 */
public record StoredRecipe(String id, double cutoff, int maxNeighbors, String features) {
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "cutoff=(\\S+) maxNeighbors=(\\d+) tie=\\S+ format=\\d+(?: features=(\\S+))?");

  /** Returns the recipes in the table, in the order of their ids. */
  public static List<StoredRecipe> all(SparkSession spark, Workspace workspace) {
    Map<String, String> described = GraphTable.descriptions(spark, workspace);
    Set<String> there =
        described.size() < 2
            ? described.keySet()
            : Set.copyOf( // a recipe is described before its first graph is made
                GraphTable.read(spark, workspace)
                    .select(GraphTable.GRAPH_CONFIG)
                    .distinct()
                    .as(Encoders.STRING())
                    .collectAsList());
    return described.entrySet().stream()
        .filter(recipe -> there.contains(recipe.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(recipe -> parse(recipe.getKey(), recipe.getValue()))
        .toList();
  }

  /**
   * Reads what {@link GraphRecipe#description} wrote.
   *
   * @throws IllegalArgumentException if something else has written it
   */
  static StoredRecipe parse(String id, String description) {
    Matcher parts = DESCRIPTION.matcher(description);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "The table graphs describes %s in no known way: %s".formatted(id, description));
    }
    return new StoredRecipe(
        id,
        Double.parseDouble(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        parts.group(3) == null ? "" : parts.group(3));
  }

  /** Returns the settings of featurize that make these graphs. */
  public String words() {
    return "cutoff %s, max-neighbors %s%s"
        .formatted(
            cutoff,
            maxNeighbors == GraphConfig.ALL_NEIGHBORS ? "all" : String.valueOf(maxNeighbors),
            features.isEmpty() ? "" : ", edge-features stored (%s)".formatted(features));
  }
}
