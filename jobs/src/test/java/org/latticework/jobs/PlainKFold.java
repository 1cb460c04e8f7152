package org.latticework.jobs;

/**
 * scikit-learn's {@code KFold(folds, shuffle=True, random_state=seed)}, written down from the
 * definitions: MT19937 of Matsumoto and Nishimura, ACM TOMACS 8, 3 (1998), and numpy's legacy
 * shuffle.
 */
final class PlainKFold {
  private static final int N = 624;
  private static final int M = 397;
  private static final long LOW = 0xffffffffL;

  private final long[] state = new long[N];
  private int next = N;

  private PlainKFold(long seed) {
    state[0] = seed;
    for (int k = 1; k < N; k++) {
      state[k] = (1812433253L * (state[k - 1] ^ (state[k - 1] >>> 30)) + k) & LOW;
    }
  }

  /** Returns the fold that tests each index. */
  static int[] folds(int n, int folds, long seed) {
    PlainKFold random = new PlainKFold(seed);
    int[] order = new int[n];
    for (int k = 0; k < n; k++) {
      order[k] = k;
    }
    for (int k = n - 1; k > 0; k--) {
      int other = random.upTo(k);
      int swapped = order[k];
      order[k] = order[other];
      order[other] = swapped;
    }
    int[] result = new int[n];
    int place = 0;
    for (int fold = 0; fold < folds; fold++) {
      int size = n / folds + (fold < n % folds ? 1 : 0);
      for (int k = 0; k < size; k++) {
        result[order[place++]] = fold;
      }
    }
    return result;
  }

  private int upTo(int max) {
    int mask = Math.max(1, Integer.highestOneBit(max) * 2 - 1);
    while (true) {
      long drawn = draw() & mask;
      if (drawn <= max) {
        return (int) drawn;
      }
    }
  }

  private long draw() {
    if (next == N) {
      for (int k = 0; k < N; k++) {
        long y = (state[k] & 0x80000000L) | (state[(k + 1) % N] & 0x7fffffffL);
        state[k] = state[(k + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0dfL);
      }
      next = 0;
    }
    long y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680L;
    y ^= (y << 15) & 0xefc60000L;
    return (y ^ (y >>> 18)) & LOW;
  }
}
