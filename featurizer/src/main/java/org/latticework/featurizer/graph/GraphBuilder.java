package org.latticework.featurizer.graph;

import java.io.Serializable;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.featurizer.neighbor.NeighborList;
import org.latticework.featurizer.neighbor.NeighborSearch;
import org.latticework.featurizer.neighbor.UnsearchableCellException;

/** Makes graphs of crystals; without state, so that one may serve many threads. */
public final class GraphBuilder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final GraphConfig config;
  private final NeighborSearch search;

  public GraphBuilder(GraphConfig config) {
    this.config = config;
    this.search = new NeighborSearch(config.cutoff());
  }

  public GraphConfig config() {
    return config;
  }

  /**
   * Returns the graph of a crystal: the edges of each atom in the order of the tie rule of {@link
   * NeighborSearch}. An atom with fewer neighbors than the cap keeps what it has.
   *
   * @throws IsolatedSiteException if a site has no neighbor within the cutoff
   * @throws CoincidentSitesException if two sites stand at one place
   * @throws UnsearchableCellException if neighbors cannot be sought in the cell
   */
  public CrystalGraph build(Structure structure) {
    NeighborList pairs =
        config.maxNeighbors() == GraphConfig.ALL_NEIGHBORS
            ? search.all(structure)
            : search.nearest(structure, config.maxNeighbors());
    for (int i = 0; i < pairs.atoms(); i++) {
      if (pairs.degree(i) == 0) {
        throw new IsolatedSiteException(structure, i, config.cutoff());
      }
    }
    float[] distances = new float[pairs.pairs()];
    for (int p = 0; p < distances.length; p++) {
      distances[p] = (float) pairs.distance(p);
    }
    return new CrystalGraph(
        structure.atomicNumbers(), pairs.offsets(), pairs.neighbors(), distances);
  }
}
