package org.latticework.pipeline.trainingset;

import java.io.Serializable;
import org.latticework.featurizer.graph.GraphMemory;

/**
 * What a network can take; a crystal beyond is left out.
 *
 * @param elements largest atomic number that it knows
 * @param edges most edges of one crystal
 * @param memory what a step keeps for a crystal
 * @param bytes the most of it
 */
public record GraphLimits(int elements, int edges, GraphMemory memory, long bytes)
    implements Serializable {
  /** No crystal is beyond. */
  public static final GraphLimits NONE = new GraphLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Limits of elements and edges alone. */
  public GraphLimits(int elements, int edges) {
    this(elements, edges, GraphMemory.NONE, Long.MAX_VALUE);
  }
}
