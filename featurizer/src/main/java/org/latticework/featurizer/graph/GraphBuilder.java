package org.latticework.featurizer.graph;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
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
   * Returns the graph of a crystal. Without merging, the edges of each atom come in the order of
   * the tie rule of {@link NeighborSearch}; merged, in that of {@link QuotientGraph}. An atom with
   * fewer neighbors than the cap keeps what it has. A symmetric graph has the edges that all atoms
   * keep and the reverse of each, which are merged, if they are, after that.
   *
   * @throws IsolatedSiteException if a site has no neighbor within the cutoff
   * @throws CoincidentSitesException if two sites are at the same place
   * @throws UnsearchableCellException if neighbors cannot be sought in the cell, or one comes from
   *     more than 127 cells away and images are wanted
   */
  public CrystalGraph build(Structure structure) {
    boolean capped = config.maxNeighbors() != GraphConfig.ALL_NEIGHBORS;
    boolean tied = capped && config.ties() == Ties.ALL;
    NeighborList pairs = pairs(structure, capped, tied);
    for (int i = 0; i < pairs.atoms(); i++) {
      if (pairs.degree(i) == 0) {
        throw new IsolatedSiteException(structure, i, config.cutoff());
      }
    }
    int[] atomicNumbers = structure.atomicNumbers();
    boolean symmetrized = capped && config.symmetric(); // without a cap they are symmetric
    if (!tied) {
      return graph(atomicNumbers, symmetrized ? pairs.symmetric() : pairs);
    }
    int[] shells = DistanceShells.of(pairs.distances());
    BitSet kept = withinLastShell(pairs, shells);
    NeighborList edges = pairs.only(kept);
    if (config.merge() && !symmetrized) {
      return QuotientGraph.of(atomicNumbers, edges, kept.stream().map(p -> shells[p]).toArray());
    }
    return graph(atomicNumbers, symmetrized ? edges.symmetric() : edges);
  }

  private CrystalGraph graph(int[] atomicNumbers, NeighborList edges) {
    if (config.merge()) {
      return QuotientGraph.of(atomicNumbers, edges, DistanceShells.of(edges.distances()));
    }
    CrystalGraph graph = plain(atomicNumbers, edges);
    return config.images() ? graph.withImages(edges.images()) : graph;
  }

  private NeighborList pairs(Structure structure, boolean capped, boolean tied) {
    if (!capped) {
      return search.all(structure);
    }
    return tied
        // Twice the width of a shell: what ends the shell of the last neighbor is always found.
        ? search.nearest(structure, config.maxNeighbors(), 2 * DistanceShells.WIDTH)
        : search.nearest(structure, config.maxNeighbors());
  }

  /** Returns the pairs of each atom up to the shell of the last neighbor that it keeps. */
  private BitSet withinLastShell(NeighborList pairs, int[] shells) {
    BitSet kept = new BitSet(pairs.pairs());
    for (int i = 0; i < pairs.atoms(); i++) {
      int[] sorted = Arrays.copyOfRange(shells, pairs.offset(i), pairs.offset(i + 1));
      Arrays.sort(sorted);
      int last = sorted[Math.min(config.maxNeighbors(), sorted.length) - 1];
      for (int p = pairs.offset(i); p < pairs.offset(i + 1); p++) {
        kept.set(p, shells[p] <= last);
      }
    }
    return kept;
  }

  static CrystalGraph plain(int[] atomicNumbers, NeighborList pairs) {
    float[] distances = new float[pairs.pairs()];
    for (int p = 0; p < distances.length; p++) {
      distances[p] = (float) pairs.distance(p);
    }
    return new CrystalGraph(atomicNumbers, pairs.offsets(), pairs.neighbors(), distances);
  }
}
