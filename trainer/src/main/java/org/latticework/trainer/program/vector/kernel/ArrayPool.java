package org.latticework.trainer.program.vector.kernel;

import java.util.ArrayList;
import java.util.List;

/** Arrays that are not in use. */
public final class ArrayPool {
  private final List<float[]> free = new ArrayList<>();

  /**
   * Returns an array, with anything in it: the shortest that is long enough, or a new one, in whose
   * place the longest goes.
   */
  float[] take(int length) {
    int best = -1;
    int longest = -1;
    for (int k = 0; k < free.size(); k++) {
      int size = free.get(k).length;
      if (size >= length && (best < 0 || size < free.get(best).length)) {
        best = k;
      }
      if (longest < 0 || size > free.get(longest).length) {
        longest = k;
      }
    }
    if (best >= 0) {
      return free.remove(best);
    }
    if (longest >= 0) {
      free.remove(longest);
    }
    return new float[length + length / 8];
  }

  void give(float[] array) {
    if (array.length > 0) {
      free.add(array);
    }
  }
}
