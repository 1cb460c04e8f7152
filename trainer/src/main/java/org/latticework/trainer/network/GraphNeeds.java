package org.latticework.trainer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latticework.featurizer.graph.GraphConfig;
import org.latticework.featurizer.graph.Ties;

/**
 * Which graphs a network can read.
 *
 * @param directions whether it reads directions of edges, which merged ones do not have
 * @param symmetric whether every edge must have its reverse
 * @param neighbors which of its neighbors an atom must keep
 * @param cutoff the longest edge on which its functions are defined, Å; infinite where they are
 *     everywhere
 */
public record GraphNeeds(
    boolean directions, boolean symmetric, Neighbors neighbors, double cutoff) {
  /** Any graph serves. */
  public static final GraphNeeds ANY =
      new GraphNeeds(false, false, Neighbors.ANY, Double.POSITIVE_INFINITY);

  /** Which neighbors within the cutoff of the graphs an atom must keep. */
  public enum Neighbors {
    /** Whichever it does. */
    ANY,
    /** All that are as far away as the last that it keeps. */
    WHOLE_SHELLS,
    /** All. */
    ALL
  }

  public GraphNeeds {
    if (!(cutoff > 0)) {
      throw new IllegalArgumentException("A network's cutoff must be positive, got " + cutoff);
    }
  }

  /** Returns what graphs lack, in some words each; nothing where the network can read them. */
  public List<String> lackedBy(GraphConfig graphs) {
    GraphConfig met = met(graphs);
    List<String> lacked = new ArrayList<>();
    if (met.cutoff() < graphs.cutoff()) {
      lacked.add(String.format(Locale.ROOT, "edges of at most %s Å", cutoff));
    }
    if (met.maxNeighbors() != graphs.maxNeighbors()) {
      lacked.add("all neighbors within the cutoff");
    } else if (met.ties() != graphs.ties()) {
      lacked.add("all neighbors tied with the last");
    }
    if (met.symmetric() != graphs.symmetric()) {
      lacked.add("the reverse of each edge");
    }
    if (met.images() != graphs.images()) {
      lacked.add("the images of neighbors");
    }
    return lacked;
  }

  /** Returns graphs that the network can read, and that are else like others. */
  public GraphConfig met(GraphConfig graphs) {
    boolean all = neighbors == Neighbors.ALL || graphs.maxNeighbors() == GraphConfig.ALL_NEIGHBORS;
    return new GraphConfig(
        Math.min(graphs.cutoff(), cutoff),
        all ? GraphConfig.ALL_NEIGHBORS : graphs.maxNeighbors(),
        neighbors == Neighbors.WHOLE_SHELLS && !all ? Ties.ALL : graphs.ties(),
        graphs.merge() && !directions,
        graphs.images() || directions,
        graphs.symmetric() || (symmetric && !all));
  }
}
