package org.latticework.trainer.program.nd4j.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latticework.trainer.memory.HostMemory;
import org.latticework.trainer.rows.JaggedRows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows that each have a place among other rows: copied from their places, and summed over them.
 *
 * <p>Sums are those of {@link JaggedRows}, whose additions are as many as the longest segment has
 * rows. Longer ones than {@link #CHUNK} are therefore summed in chunks, and these sums once more.
 */
public final class PlaceRows implements AutoCloseable {
  private static final int CHUNK = 16;

  private final INDArray owners; // n
  private final List<Level> levels = new ArrayList<>();
  private final INDArray ranks; // of the places in the last level

  /**
   * One round of sums.
   *
   * @param items the row of each position, among those of the round before
   * @param jagged what is summed
   */
  private record Level(INDArray items, JaggedRows jagged) {}

  /**
   * Orders rows.
   *
   * @param owners the place of each row; at least one
   * @param places how many there are; at least one
   */
  public PlaceRows(int[] owners, int places) {
    this.owners = indices(owners);
    int[] offsets = offsets(owners, places);
    int[] order = grouped(owners, offsets);
    while (longest(offsets) > CHUNK) {
      int[] chunks = new int[places + 1]; // the first of each place
      for (int p = 0; p < places; p++) {
        chunks[p + 1] = chunks[p] + (offsets[p + 1] - offsets[p] + CHUNK - 1) / CHUNK;
      }
      order = add(order, JaggedRows.ofOffsets(starts(offsets, chunks)));
      offsets = chunks;
    }
    this.ranks = indices(add(order, JaggedRows.ofOffsets(offsets)));
  }

  private static int[] offsets(int[] owners, int places) {
    int[] offsets = new int[places + 1];
    for (int owner : owners) {
      offsets[owner + 1]++;
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    return offsets;
  }

  /** Returns the rows of each place in order, place after place. */
  private static int[] grouped(int[] owners, int[] offsets) {
    int[] next = offsets.clone();
    int[] grouped = new int[owners.length];
    for (int row = 0; row < owners.length; row++) {
      grouped[next[owners[row]]++] = row;
    }
    return grouped;
  }

  private static int longest(int[] offsets) {
    return IntStream.range(1, offsets.length).map(p -> offsets[p] - offsets[p - 1]).max().orElse(0);
  }

  /** Returns where chunks begin, and where the last ends. */
  private static int[] starts(int[] offsets, int[] chunks) {
    int places = chunks.length - 1;
    int[] starts = new int[chunks[places] + 1];
    for (int p = 0; p < places; p++) {
      for (int chunk = chunks[p]; chunk < chunks[p + 1]; chunk++) {
        starts[chunk] = offsets[p] + (chunk - chunks[p]) * CHUNK;
      }
    }
    starts[chunks[places]] = offsets[places];
    return starts;
  }

  /** Adds a round, and returns where each of its sums lies. */
  private int[] add(int[] order, JaggedRows jagged) {
    levels.add(
        new Level(
            indices(Arrays.stream(jagged.items()).map(item -> order[item]).toArray()), jagged));
    return jagged.ranks();
  }

  private static INDArray indices(int[] numbers) {
    return HostMemory.ints(numbers.length, out -> out.put(numbers));
  }

  /** Gives each row what its place has. */
  public void spread(INDArray places, INDArray out) {
    gather(places, owners, out);
  }

  /** Adds the rows of each place up; zeros for a place without. */
  public void sum(INDArray x, INDArray out, Scratch scratch) {
    fold(x, out, scratch, JaggedRows::sum);
  }

  /** Takes the largest of each column over the rows of each place. */
  public void max(INDArray x, INDArray out, Scratch scratch) {
    fold(x, out, scratch, JaggedRows::max);
  }

  private interface Fold {
    void apply(JaggedRows jagged, INDArray rows, INDArray results);
  }

  private void fold(INDArray x, INDArray out, Scratch scratch, Fold fold) {
    INDArray from = x;
    for (Level level : levels) {
      INDArray ordered = scratch.matrix("ordered", level.jagged().size(), x.columns());
      gather(from, level.items(), ordered);
      from = scratch.matrix("ranked", level.jagged().segments().length, x.columns());
      fold.apply(level.jagged(), ordered, from);
    }
    gather(from, ranks, out);
  }

  private static void gather(INDArray x, INDArray indices, INDArray out) {
    Nd4j.exec(
        DynamicCustomOp.builder("gather")
            .addInputs(x, indices)
            .addOutputs(out)
            .addIntegerArguments(0)
            .build());
  }

  @Override
  public void close() {
    owners.close();
    ranks.close();
    levels.forEach(level -> level.items().close());
  }
}
