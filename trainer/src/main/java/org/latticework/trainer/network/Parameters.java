package org.latticework.trainer.network;

/** The parameters of a trained network as plain arrays. */
@FunctionalInterface
public interface Parameters {
  /**
   * Returns a parameter, row by row.
   *
   * @param name as in {@link NetworkConfig#parameters}
   * @throws IllegalArgumentException if there is none of that name
   */
  float[] values(String name);
}
