package org.latticework.pipeline.featurize;

import java.io.Serializable;
import java.util.Optional;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphBuilder;
import org.latticework.featurizer.graph.GraphConfig;

/**
 * What the rows of the graphs table hold under one id. Recipes that store different expansions have
 * different ids, so that one table holds the graphs of both.
 *
 * @param config which edges a graph has
 * @param stored the basis whose Gaussians are stored with each edge; empty for distances alone
 */
public record GraphRecipe(GraphConfig config, Optional<GaussianBasis> stored) {

  /** Returns the recipe that stores distances alone. */
  public static GraphRecipe of(GraphConfig config) {
    return new GraphRecipe(config, Optional.empty());
  }

  /** Returns the id that names graphs made so. */
  public String id() {
    return stored.map(config::id).orElseGet(config::id);
  }

  /** Returns what the id stands for, in one line. */
  public String description() {
    return stored.map(config::description).orElseGet(config::description);
  }

  /** Returns the part of it that travels to the executors. */
  Maker maker() {
    GraphBuilder builder = new GraphBuilder(config);
    if (stored.isEmpty()) {
      return builder::build;
    }
    GaussianBasis basis = stored.get();
    return structure -> builder.build(structure).expanded(basis);
  }

  /** Makes the graph of a structure, and throws what {@link GraphBuilder#build} throws. */
  interface Maker extends Serializable {
    CrystalGraph make(Structure structure);
  }
}
