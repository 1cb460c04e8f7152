package org.latticework.pipeline.featurize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.GraphTable;

/**
 * A recipe by which there are graphs in the table.
 *
 * @param id of the recipe
 * @param cutoff of the graphs, Å
 * @param maxNeighbors of an atom; {@link GraphConfig#ALL_NEIGHBORS} for all
 * @param ties whether an atom also keeps what is as far away as the last of them: all or cut
 * @param merge whether equivalent atoms and edges are merged
 * @param images whether each edge has the cell that it comes from
 * @param symmetric whether a neighbor that an atom keeps also keeps that atom
 * @param features description of the basis whose Gaussians are stored with each edge; empty where
 *     none are
 */
public record StoredRecipe(
    String id,
    double cutoff,
    int maxNeighbors,
    String ties,
    boolean merge,
    boolean images,
    boolean symmetric,
    String features) {
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "cutoff=(\\S+) maxNeighbors=(\\d+) ties=(\\S+) merge=(\\S+) images=(\\S+) order=\\S+"
              + " format="
              + GraphConfig.FORMAT
              + "( symmetric=true)?(?: features=(\\S+))?");
  private static final Pattern OLDER =
      Pattern.compile("cutoff=(\\S+) maxNeighbors=(\\d+) tie=\\S+ format=1(?: .*)?");

  /**
   * Returns the recipes in the table, in the order of their ids; without those whose graphs were
   * made by a build before this format.
   */
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
        .filter(recipe -> !OLDER.matcher(recipe.getValue()).matches())
        .sorted(Map.Entry.comparingByKey())
        .map(recipe -> parse(recipe.getKey(), recipe.getValue()))
        .toList();
  }

  /**
   * Returns the options of featurize for the same cutoff and cap as graphs in the table that were
   * made by a build before this format, by their ids.
   */
  public static Map<String, String> older(SparkSession spark, Workspace workspace) {
    Map<String, String> options = new TreeMap<>();
    GraphTable.descriptions(spark, workspace)
        .forEach(
            (id, description) -> {
              Matcher parts = OLDER.matcher(description);
              if (parts.matches()) {
                int maxNeighbors = Integer.parseInt(parts.group(2));
                options.put(
                    id,
                    "--cutoff %s --max-neighbors %s".formatted(parts.group(1), cap(maxNeighbors)));
              }
            });
    return options;
  }

  private static String cap(int maxNeighbors) {
    return maxNeighbors == GraphConfig.ALL_NEIGHBORS ? "all" : String.valueOf(maxNeighbors);
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
        parts.group(3),
        Boolean.parseBoolean(parts.group(4)),
        Boolean.parseBoolean(parts.group(5)),
        parts.group(6) != null,
        parts.group(7) == null ? "" : parts.group(7));
  }

  /**
   * Returns whether a network computes the same of these graphs as of others: those of the same
   * neighbors, merged or not, with stored features or without.
   */
  public boolean comesToTheSameAs(StoredRecipe other) {
    return cutoff == other.cutoff
        && maxNeighbors == other.maxNeighbors
        && (maxNeighbors == GraphConfig.ALL_NEIGHBORS
            || (ties.equals(other.ties) && symmetric == other.symmetric));
  }

  /** Returns what makes these graphs, without the features that may be stored in them. */
  public GraphConfig config() {
    return new GraphConfig(cutoff, maxNeighbors, Ties.ofWord(ties), merge, images, symmetric);
  }

  /** Returns the options of featurize that make graphs which come to the same as these. */
  public String options() {
    return options(config());
  }

  /** Returns the options of featurize that make graphs which come to the same as others. */
  public static String options(GraphConfig graphs) {
    return "--cutoff %s --max-neighbors %s --set featurize.ties=%s%s%s"
        .formatted(
            graphs.cutoff(),
            cap(graphs.maxNeighbors()),
            graphs.ties().word(),
            graphs.images() ? " --set featurize.merge=false --set featurize.images=true" : "",
            graphs.symmetric() ? " --set featurize.symmetric=true" : "");
  }

  /** Returns the settings of featurize that make these graphs. */
  public String words() {
    return "cutoff %s, max-neighbors %s, ties %s, merge %s%s%s%s"
        .formatted(
            cutoff,
            cap(maxNeighbors),
            ties,
            merge,
            images ? ", images true" : "",
            symmetric ? ", symmetric true" : "",
            features.isEmpty() ? "" : ", edge-features stored (%s)".formatted(features));
  }
}
