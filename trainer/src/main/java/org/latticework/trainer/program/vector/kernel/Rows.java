package org.latticework.trainer.program.vector.kernel;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import java.util.Arrays;
import org.latticework.trainer.program.Value;

/**
 * A matrix with rows from some row on: all of a batch's, or those of a tile. Each component of a
 * row begins a whole vector; what lies between its last channel and the next vector is anything.
 */
public final class Rows {
  private static final float[] NONE = new float[0];

  public final int components;
  public final int channels;
  public final int padded; // channels in whole vectors
  public final int stride; // from row to row
  public float[] data = NONE;
  private int base;

  public Rows(Value value) {
    this.components = value.components();
    this.channels = value.channels();
    this.padded = (channels + LANES - 1) / LANES * LANES;
    this.stride = components * padded;
  }

  /**
   * Makes room, whose content is lost.
   *
   * @param first row that is there
   * @param rows how many
   */
  public void reserve(int first, int rows) {
    int length = Math.multiplyExact(rows, stride);
    if (data.length < length) {
      data = new float[length + length / 8];
    }
    base = first;
  }

  /** Makes room for rows from the first on, whose content is lost, with an array of a pool. */
  public void take(int rows, ArrayPool pool) {
    int length = Math.multiplyExact(rows, stride);
    if (data.length < length) {
      pool.give(data);
      data = pool.take(length);
    }
    base = 0;
  }

  /** Gives the array to a pool: there are no rows any more. */
  public void give(ArrayPool pool) {
    pool.give(data);
    data = NONE;
  }

  /** Says which row is the first that is there. */
  public void move(int first) {
    base = first;
  }

  /** Returns where a row begins. */
  public int at(int row) {
    return (row - base) * stride;
  }

  /** Fills rows with zeros. */
  public void clear(int first, int rows) {
    Arrays.fill(data, at(first), at(first + rows), 0f);
  }
}
