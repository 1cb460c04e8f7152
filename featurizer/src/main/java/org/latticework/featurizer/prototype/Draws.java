package org.latticework.featurizer.prototype;

/**
 * A stream of random numbers that is a function of its two keys, on every platform: SplitMix64
 * (Steele, Lea and Flood, OOPSLA 2014) started at a hash of the keys.
 */
public final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  public Draws(long seed, long index) {
    state = mix(mix(seed + GOLDEN) ^ index);
  }

  /** Returns a number in [0, 1). */
  public double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Returns a number in [−1, 1). */
  double symmetric() {
    return 2 * uniform() - 1;
  }

  /** Returns one of 0 … bound − 1. */
  public int below(int bound) {
    return (int) (uniform() * bound);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
