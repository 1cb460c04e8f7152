package org.latticework.pipeline.given;

import java.io.Serializable;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Folds as scikit-learn's {@code KFold(folds, shuffle=True, random_state=seed)} deals them: the
 * indices 0 … n − 1, shuffled, are cut into folds of ⌈n/folds⌉, the first n mod folds of them, and
 * of ⌊n/folds⌋.
 *
 * <p>The shuffle is that of numpy's {@code RandomState(seed)}: Fisher and Yates from the last index
 * down, each partner drawn from a Mersenne Twister (Matsumoto and Nishimura, ACM TOMACS 8, 3
 * (1998)) by its low bits, and drawn again where they are too large.
 */
final class KFold implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] folds; // n; the fold that tests an index

  /**
   * Deals indices.
   *
   * @param n how many, at least as many as there are folds
   * @param folds 2 … 127
   * @param seed 0 … 2³¹ − 1; numpy's seeds go on to 2³²
   * @throws IllegalArgumentException if they are not so
   */
  KFold(int n, int folds, int seed) {
    if (!(folds >= 2 && folds <= Byte.MAX_VALUE && n >= folds && seed >= 0)) {
      throw new IllegalArgumentException(
          "Need 2 to 127 folds, as many materials and a seed from 0, got %d, %d and %d"
              .formatted(folds, n, seed));
    }
    this.folds = new byte[n];
    int[] shuffled = shuffled(n, seed);
    for (int place = 0; place < n; place++) {
      this.folds[shuffled[place]] = (byte) foldOfPlace(place, n, folds);
    }
  }

  private static int foldOfPlace(int place, int n, int folds) {
    int small = n / folds;
    int inLarge = n % folds * (small + 1);
    return place < inLarge ? place / (small + 1) : n % folds + (place - inLarge) / small;
  }

  private static int[] shuffled(int n, int seed) {
    MersenneTwister random = new MersenneTwister(seed);
    int[] indices = new int[n];
    for (int i = 0; i < n; i++) {
      indices[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int mask = -1 >>> Integer.numberOfLeadingZeros(i);
      int j = random.nextInt() & mask;
      while (j > i) {
        j = random.nextInt() & mask;
      }
      int swapped = indices[i];
      indices[i] = indices[j];
      indices[j] = swapped;
    }
    return indices;
  }

  /** Returns how many indices there are. */
  int size() {
    return folds.length;
  }

  /** Returns the fold that tests an index, from 0. */
  int foldOf(int index) {
    return folds[index];
  }
}
