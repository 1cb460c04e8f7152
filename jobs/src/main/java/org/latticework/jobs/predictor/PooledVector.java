package org.latticework.jobs.predictor;

import java.util.List;

/**
 * The vector that a network has made of a crystal, d numbers; of an ensemble its first member's.
 */
public record PooledVector() implements CrystalOutput {
  @Override
  public List<String> columns() {
    return List.of("embedding");
  }

  @Override
  public List<Object> values(CrystalPass pass) {
    float[] vector = pass.vector();
    requireFinite(vector);
    return List.of(vector);
  }

  static void requireFinite(float[] vector) {
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new ArithmeticException("the network's vector holds " + number);
      }
    }
  }
}
