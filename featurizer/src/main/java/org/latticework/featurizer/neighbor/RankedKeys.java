package org.latticework.featurizer.neighbor;

import java.util.Arrays;

/**
 * Keys of the images found around one atom, sorted by the tie rule: the upper half of a key is the
 * distance in units of 1e-5 Å, the lower half the number of the image.
 *
 * <p>Atoms fill space evenly, more or less, so that the cube of a distance says where in the order
 * its key belongs: one pass throws the keys into as many bins as there are keys, and little is left
 * to sort within them. That takes a third of the time of {@link Arrays#sort(long[])}.
 */
final class RankedKeys {
  private static final double UNIT = 1e-5; // Å
  private static final int FEW = 40; // keys; no gain over a plain sort
  private static final int CROWD = 64; // keys in one bin; too many to sort by insertion

  private final double radius; // Å
  private long[] keys = new long[64];
  private long[] binned = new long[64];
  private int[] ends = new int[64];
  private int count;

  /**
   * @param radius no distance is larger, Å
   */
  RankedKeys(double radius) {
    this.radius = radius;
  }

  /** Forgets all keys and makes room for others. */
  void clear(int capacity) {
    count = 0;
    if (keys.length < capacity) {
      keys = new long[2 * capacity];
      binned = new long[2 * capacity];
      ends = new int[2 * capacity];
    }
  }

  /** Adds the key of an image; there must be room for it. */
  void add(double distance, int image) {
    keys[count++] = rounded(distance) << 32 | image;
  }

  int count() {
    return count;
  }

  int image(int rank) {
    return (int) keys[rank];
  }

  /** Returns a distance in units of the tie rule. */
  static long rounded(double distance) {
    return (long) Math.rint(distance / UNIT);
  }

  /** Returns the distance at a rank in units of the tie rule. */
  long roundedDistance(int rank) {
    return keys[rank] >>> 32;
  }

  void sort() {
    if (count < FEW) {
      Arrays.sort(keys, 0, count);
      return;
    }
    int largest = fillBins();
    if (largest > CROWD) {
      Arrays.sort(binned, 0, count);
    } else {
      sortByInsertion(binned, count);
    }
    long[] sorted = binned;
    binned = keys;
    keys = sorted;
  }

  /** Writes the keys bin after bin, and returns how many the fullest holds. */
  private int fillBins() {
    double scale = Math.cbrt(count - 1) / rounded(radius);
    Arrays.fill(ends, 0, count, 0);
    for (int k = 0; k < count; k++) {
      ends[bin(keys[k], scale)]++;
    }
    int largest = 0;
    int start = 0;
    for (int b = 0; b < count; b++) {
      int size = ends[b];
      largest = Math.max(largest, size);
      ends[b] = start;
      start += size;
    }
    for (int k = 0; k < count; k++) {
      binned[ends[bin(keys[k], scale)]++] = keys[k];
    }
    return largest;
  }

  private int bin(long key, double scale) {
    double r = (key >>> 32) * scale;
    return Math.min((int) (r * r * r), count - 1);
  }

  private static void sortByInsertion(long[] keys, int count) {
    for (int k = 1; k < count; k++) {
      long key = keys[k];
      int place = k;
      while (place > 0 && keys[place - 1] > key) {
        keys[place] = keys[place - 1];
        place--;
      }
      keys[place] = key;
    }
  }
}
