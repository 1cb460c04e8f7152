package org.latticework.trainer.rows;

import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Max;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows that belong to segments of unequal length (the edges of each atom, say), ordered so that
 * sums over segments are a few additions of whole blocks: jagged diagonals, as in Saad, Iterative
 * Methods for Sparse Linear Systems (2003), section 3.4.
 *
 * <p>Segments are ranked, longest first. Block k holds the k-th row of every segment longer than k,
 * by rank. Adding the blocks up, each to the first rows of the result, sums all segments; there is
 * no index to look up and no padding.
 */
public final class JaggedRows {
  private final int[] segments; // by rank
  private final int[] blocks; // first position of each block; the last entry counts the rows
  private final int[] items; // by position

  private JaggedRows(int[] segments, int[] blocks, int[] items) {
    this.segments = segments;
    this.blocks = blocks;
    this.items = items;
  }

  /**
   * Orders the items 0 … n − 1.
   *
   * @param offsets segment s has the items {@code offsets[s]} … {@code offsets[s + 1] − 1}
   */
  public static JaggedRows ofOffsets(int[] offsets) {
    int count = offsets.length - 1;
    int longest = IntStream.range(0, count).map(s -> offsets[s + 1] - offsets[s]).max().orElse(0);
    int[] longer = new int[longest + 1]; // segments longer than k
    for (int s = 0; s < count; s++) {
      for (int k = 0; k < offsets[s + 1] - offsets[s]; k++) {
        longer[k]++;
      }
    }
    int[] segments = new int[count];
    int[] next = new int[longest + 1]; // next rank for a length
    for (int length = 0; length <= longest; length++) {
      next[length] = longer[length];
    }
    for (int s = 0; s < count; s++) {
      segments[next[offsets[s + 1] - offsets[s]]++] = s;
    }
    int[] blocks = new int[longest + 1];
    int[] items = new int[offsets[count] - offsets[0]];
    int position = 0;
    for (int k = 0; k < longest; k++) {
      blocks[k] = position;
      for (int rank = 0; rank < longer[k]; rank++) {
        items[position++] = offsets[segments[rank]] + k;
      }
    }
    blocks[longest] = position;
    return new JaggedRows(segments, blocks, items);
  }

  /**
   * Orders the items 0 … n − 1.
   *
   * @param segmentOfItem n indices
   * @param count number of segments
   */
  public static JaggedRows ofSegments(int[] segmentOfItem, int count) {
    int[] offsets = new int[count + 1];
    for (int segment : segmentOfItem) {
      offsets[segment + 1]++;
    }
    for (int s = 0; s < count; s++) {
      offsets[s + 1] += offsets[s];
    }
    int[] next = offsets.clone();
    int[] grouped = new int[segmentOfItem.length];
    for (int item = 0; item < segmentOfItem.length; item++) {
      grouped[next[segmentOfItem[item]]++] = item;
    }
    JaggedRows rows = ofOffsets(offsets);
    for (int position = 0; position < grouped.length; position++) {
      rows.items[position] = grouped[rows.items[position]];
    }
    return rows;
  }

  /** Returns the item of each position; not a copy. */
  public int[] items() {
    return items;
  }

  /** Returns the segment of each rank; not a copy. */
  public int[] segments() {
    return segments;
  }

  /** Returns the rank of each segment. */
  public int[] ranks() {
    int[] ranks = new int[segments.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[segments[rank]] = rank;
    }
    return ranks;
  }

  /** Returns whether ranks are the segments themselves, in order. */
  public boolean isInOrder() {
    return IntStream.range(0, segments.length).allMatch(rank -> segments[rank] == rank);
  }

  /** Returns the number of rows. */
  public int size() {
    return items.length;
  }

  /**
   * Sums over segments.
   *
   * @param rows one row a position
   * @param sums receives one row a rank; zeros for a segment without rows
   */
  public void sum(INDArray rows, INDArray sums) {
    fold(rows, sums, (target, block) -> target.addi(block));
  }

  /**
   * Takes the largest of each column over segments.
   *
   * @param rows one row a position
   * @param maxima receives one row a rank; zeros for a segment without rows
   */
  public void max(INDArray rows, INDArray maxima) {
    fold(rows, maxima, (target, block) -> Nd4j.exec(new Max(target, block, target)));
  }

  private void fold(INDArray rows, INDArray result, BiConsumer<INDArray, INDArray> operation) {
    int filled = block(0);
    if (filled < segments.length) {
      RowMajor.rows(result, filled, segments.length).assign(0);
    }
    for (int k = 0; k + 1 < blocks.length; k++) {
      INDArray block = RowMajor.rows(rows, blocks[k], blocks[k + 1]);
      INDArray target = RowMajor.rows(result, 0, block(k));
      if (k == 0) {
        target.assign(block);
      } else {
        operation.accept(target, block);
      }
    }
  }

  /**
   * Adds its segment's row to each row.
   *
   * @param perSegment one row a rank
   * @param rows one row a position
   */
  public void spread(INDArray perSegment, INDArray rows) {
    for (int k = 0; k + 1 < blocks.length; k++) {
      RowMajor.rows(rows, blocks[k], blocks[k + 1]).addi(RowMajor.rows(perSegment, 0, block(k)));
    }
  }

  private int block(int k) {
    return k + 1 < blocks.length ? blocks[k + 1] - blocks[k] : 0;
  }
}
