package org.latticework.pipeline.split;

import java.io.Serializable;

/**
 * How much of the materials is kept from training.
 *
 * @param validation fraction to stop by, in [0, 1)
 * @param test fraction to judge by, in [0, 1); both together below 1
 */
public record FoldFractions(double validation, double test) implements Serializable {
  public FoldFractions {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "Need validation >= 0, test >= 0 and a sum below 1, got %s and %s"
              .formatted(validation, test));
    }
  }
}
