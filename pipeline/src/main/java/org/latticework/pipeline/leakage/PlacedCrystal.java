package org.latticework.pipeline.leakage;

import java.io.Serializable;
import org.latticework.featurizer.fingerprint.MeanDistances;

/**
 * A crystal in a fold.
 *
 * @param materialId its name
 * @param trains whether it is in the training fold
 * @param means of its distances
 */
record PlacedCrystal(String materialId, boolean trains, MeanDistances means)
    implements Serializable {
  boolean isOfTheSameElements(PlacedCrystal other) {
    return means.isComparable(other.means);
  }
}
