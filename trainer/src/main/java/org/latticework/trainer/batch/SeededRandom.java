package org.latticework.trainer.batch;

/**
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), spelled out here so that no Java release can
 * change which crystals a seed puts where, or which edges it leaves out.
 */
final class SeededRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  SeededRandom(long seed) {
    this.state = seed;
  }

  /** Returns a seed that depends on every part and on their order. */
  static long seed(long... parts) {
    long seed = 0;
    for (long part : parts) {
      seed = mix(seed + GOLDEN + mix(part));
    }
    return seed;
  }

  /** Returns a number in 0 … bound − 1; the bias of at most bound / 2⁶³ is left in. */
  int below(int bound) {
    state += GOLDEN;
    return (int) ((mix(state) >>> 1) % bound);
  }

  /** Returns a number in [0, 1), a multiple of 2⁻⁵³. */
  double uniform() {
    state += GOLDEN;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
