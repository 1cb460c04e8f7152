package org.latticework.trainer.program.vector;

/** Groups of rows, some at a time: nodes with their edges, or edges with their pairs. */
final class Tiles {
  private int[] groups = new int[1]; // first group of a tile, and their number
  private int[] starts = new int[1]; // first row of a tile, and their number
  private int count;
  private int most;

  /**
   * Cuts groups into tiles.
   *
   * @param offsets first row of each group, and their number
   * @param groupCount how many groups
   * @param size rows that a tile has at most, unless one group has more
   */
  void cut(int[] offsets, int groupCount, int size) {
    if (groups.length <= groupCount) {
      groups = new int[groupCount + groupCount / 8 + 1];
      starts = new int[groups.length];
    }
    count = 0;
    most = 0;
    for (int group = 0; group < groupCount; ) {
      int end = group + 1;
      while (end < groupCount && offsets[end + 1] - offsets[group] <= size) {
        end++;
      }
      groups[count] = group;
      starts[count] = offsets[group];
      most = Math.max(most, offsets[end] - offsets[group]);
      count++;
      group = end;
    }
    groups[count] = groupCount;
    starts[count] = groupCount == 0 ? 0 : offsets[groupCount];
  }

  int count() {
    return count;
  }

  /** Returns the rows of the largest tile. */
  int mostRows() {
    return most;
  }

  /** Returns the first row of a tile, or its first group. */
  int first(int tile, boolean ofRows) {
    return ofRows ? starts[tile] : groups[tile];
  }

  /** Returns how many rows, or groups, a tile has. */
  int rows(int tile, boolean ofRows) {
    return first(tile + 1, ofRows) - first(tile, ofRows);
  }
}
