package org.latticework.pipeline.level;

import org.latticework.featurizer.fingerprint.Leaders;

/**
 * How near crystals of one class are. What these numbers find and miss is measured in
 * docs/splits.md.
 */
final class Thresholds {
  /** Of near-duplicates: mean difference of distances, Å. */
  private static final double NEAR_DUPLICATE = 0.1;

  /** Of near-duplicates: ratio of volumes an atom. Alike frameworks may differ by far more. */
  private static final double VOLUME_RATIO = 1.1;

  /** Of prototypes: mean difference of distances over the cube root of the volume of an atom. */
  private static final double PROTOTYPE = 0.04;

  private Thresholds() {}

  static Leaders nearDuplicates() {
    return new Leaders(NEAR_DUPLICATE, VOLUME_RATIO);
  }

  static Leaders prototypes() {
    return new Leaders(PROTOTYPE, Double.POSITIVE_INFINITY);
  }
}
