package org.latticework.pipeline.trainingset;

import java.io.Serializable;

/**
 * What a network can take; a crystal beyond is left out.
 *
 * @param elements largest atomic number that it knows
 * @param edges most edges of one crystal
 */
public record GraphLimits(int elements, int edges) implements Serializable {
  /** No crystal is beyond. */
  public static final GraphLimits NONE = new GraphLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
