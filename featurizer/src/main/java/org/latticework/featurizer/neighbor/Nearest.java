package org.latticework.featurizer.neighbor;

/** Which of an atom's neighbors are wanted, nearest first. */
final class Nearest {
  private static final int NONE = -1; // no key is so much less than another before it

  private final int count;
  private final long beyond; // units of the tie rule

  /**
   * @param count as many as there are, at most this; positive
   */
  Nearest(int count) {
    this(count, NONE);
  }

  /**
   * @param beyond also those that are no more than this farther than the last, Å; not negative
   */
  Nearest(int count, double beyond) {
    this(count, RankedKeys.rounded(beyond));
    if (!(beyond >= 0)) {
      throw new IllegalArgumentException("Need beyond >= 0 Å, got " + beyond);
    }
  }

  private Nearest(int count, long beyond) {
    if (count < 1) {
      throw new IllegalArgumentException("Need at least 1 neighbor per atom, got " + count);
    }
    this.count = count;
    this.beyond = beyond;
  }

  int count() {
    return count;
  }

  /**
   * Returns whether those found within a radius stay the ones wanted in any larger one: no pair
   * outside rounds to a distance as short.
   */
  boolean settledBy(RankedKeys found, double radius) {
    return count <= found.count()
        && found.roundedDistance(count - 1) + Math.max(0, beyond) < RankedKeys.rounded(radius);
  }

  /** Returns how many of those found are wanted. */
  int first(RankedKeys found) {
    if (found.count() <= count) {
      return found.count();
    }
    long last = found.roundedDistance(count - 1) + beyond;
    int first = count;
    while (first < found.count() && found.roundedDistance(first) <= last) {
      first++;
    }
    return first;
  }
}
