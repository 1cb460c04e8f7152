package org.latticework.featurizer.graph;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.latticework.featurizer.neighbor.NeighborSearch;

/**
 * What a crystal graph depends on besides its crystal. Two graphs of one structure are equal if
 * their configurations are.
 *
 * @param cutoff largest length of an edge, Å; in (0, 1000]
 * @param maxNeighbors how many of the nearest neighbors an atom keeps; positive, {@link
 *     #ALL_NEIGHBORS} for all within the cutoff
 * @param ties whether it also keeps those that are as far away as the last of them
 * @param merge whether equivalent atoms and edges are merged, see {@link QuotientGraph}
 * @param images whether each edge has the cell that it comes from, which merged ones cannot have
 * @param symmetric whether a neighbor that an atom keeps also keeps that atom, beyond its cap
 */
public record GraphConfig(
    double cutoff, int maxNeighbors, Ties ties, boolean merge, boolean images, boolean symmetric)
    implements Serializable {
  /** As {@link #maxNeighbors()}: keep every neighbor within the cutoff. */
  public static final int ALL_NEIGHBORS = Integer.MAX_VALUE;

  /** Goes into {@link #id()}: raised whenever the same structure begins to give another graph. */
  public static final int FORMAT = 2;

  private static final String ORDER = "distance/1e-5,neighbor,image";

  public GraphConfig {
    if (!(cutoff > 0 && cutoff <= NeighborSearch.LARGEST_CUTOFF)) {
      throw new IllegalArgumentException(
          "Need 0 < cutoff <= %s Å, got %s".formatted(NeighborSearch.LARGEST_CUTOFF, cutoff));
    }
    if (maxNeighbors < 1) {
      throw new IllegalArgumentException("Need at least 1 neighbor per atom, got " + maxNeighbors);
    }
    if (merge && images) {
      throw new IllegalArgumentException(
          "A merged edge stands for several, which come from different cells:"
              + " images need merge = false");
    }
  }

  /** Makes the configuration of graphs in which each atom has neighbors of its own. */
  public GraphConfig(double cutoff, int maxNeighbors, Ties ties, boolean merge, boolean images) {
    this(cutoff, maxNeighbors, ties, merge, images, false);
  }

  /** Returns the plain graphs of a cutoff and a cap that cuts through ties, without images. */
  public static GraphConfig plain(double cutoff, int maxNeighbors) {
    return new GraphConfig(cutoff, maxNeighbors, Ties.CUT, false, false);
  }

  /**
   * Returns a short name that changes with anything that changes graphs: {@code "g-"} and the first
   * 12 hexadecimal digits of the SHA-256 of {@link #description()}.
   */
  public String id() {
    return id(description());
  }

  /** Returns such a name for graphs whose edges carry the Gaussians of a basis as features. */
  public String id(GaussianBasis features) {
    return id(description(features));
  }

  /** Returns all of it, the tie rule and the format of the featurizer in one line. */
  public String description() {
    return "cutoff=%s maxNeighbors=%d ties=%s merge=%s images=%s order=%s format=%d%s"
        .formatted(
            cutoff,
            maxNeighbors,
            ties.word(),
            merge,
            images,
            ORDER,
            FORMAT,
            symmetric ? " symmetric=true" : ""); // ids of other graphs stay as they were
  }

  /** Returns that line and the basis whose Gaussians the edges carry as features. */
  public String description(GaussianBasis features) {
    return description() + " features=" + features.description();
  }

  private static String id(String description) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(description.getBytes(StandardCharsets.UTF_8));
      return "g-" + HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
