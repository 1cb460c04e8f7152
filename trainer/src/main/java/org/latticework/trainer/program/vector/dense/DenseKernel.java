package org.latticework.trainer.program.vector.dense;

import java.util.Arrays;
import java.util.Optional;
import org.latticework.trainer.program.vector.kernel.ColumnSums;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.vector.VectorTiles;

/**
 * x M + b for each component, or y + x M + b: M and its transpose are copied to whole vectors
 * whenever parameters change. Sums of M's gradient are in float over some hundred rows, then in
 * double.
 */
public final class DenseKernel implements Kernel {
  private static final int BLOCK = 16; // rows of a matrix that is transposed
  private static final int CHUNK = 64; // rows whose start is still in the nearest cache
  private static final int DEPTH = 64; // rows of a product with xᵀ
  private static final int MOST = 1024; // rows that are summed in float

  private final Input x;
  private final Optional<Input> start; // y
  private final Output out;
  private final Affine map;
  private final float[] matrix; // inputs × outputs
  private final float[] transposed; // outputs × inputs
  private final float[] offset; // outputs
  private final float[] sums; // inputs × outputs
  private final ColumnSums biasSums;
  private final VectorTiles forward;
  private final VectorTiles toInput;
  private final VectorTiles toMatrix;
  private int summed;

  /**
   * Makes a kernel.
   *
   * @param x inputs
   * @param start y, what the sum begins with
   * @param map M and b
   */
  public DenseKernel(Input x, Optional<Input> start, Output out, Affine map) {
    Rows in = x.value;
    Rows result = out.value();
    this.x = x;
    this.start = start;
    this.out = out;
    this.map = map;
    this.matrix = new float[in.channels * result.padded];
    this.transposed = new float[result.channels * in.padded];
    this.offset = new float[result.padded];
    this.sums = new float[matrix.length];
    this.biasSums = new ColumnSums(result.padded);
    this.forward = new VectorTiles(in.stride, 1, result.padded, result.stride, result.padded);
    this.toInput = new VectorTiles(result.stride, 1, in.padded, in.stride, in.padded);
    this.toMatrix = new VectorTiles(1, in.stride, result.stride, result.padded, result.padded);
  }

  @Override
  public void load(boolean training) {
    int inputs = x.value.channels;
    int outputs = out.value().channels;
    map.load(matrix, out.value().padded, offset);
    if (training) {
      for (int from = 0; from < inputs; from += BLOCK) {
        int to = Math.min(inputs, from + BLOCK);
        for (int j = 0; j < outputs; j++) {
          transpose(from, to, j);
        }
      }
    }
  }

  private void transpose(int from, int to, int column) {
    int stride = out.value().padded;
    int at = column * x.value.padded;
    for (int i = from; i < to; i++) {
      transposed[at + i] = matrix[i * stride + column];
    }
  }

  @Override
  public void forward(int first, int rows) {
    for (int row = first; row < first + rows; row += CHUNK) {
      int count = Math.min(CHUNK, first + rows - row);
      begin(row, count);
      for (int c = 0; c < x.value.components; c++) {
        forward.add(
            x.value.data,
            x.value.at(row) + c * x.value.padded,
            matrix,
            0,
            out.value().data,
            out.value().at(row) + c * out.value().padded,
            count,
            x.value.channels);
      }
    }
  }

  private void begin(int first, int rows) {
    Rows result = out.value();
    int from = result.at(first);
    int to = result.at(first + rows);
    if (start.isEmpty()) {
      fill(offset, result.data, from, to);
    } else {
      Rows y = start.get().value;
      System.arraycopy(y.data, y.at(first), result.data, from, to - from);
      add(offset, result.data, from, to);
    }
  }

  private static void fill(float[] row, float[] data, int from, int to) {
    for (int at = from; at < to; at += row.length) {
      System.arraycopy(row, 0, data, at, row.length);
    }
  }

  private static void add(float[] row, float[] data, int from, int to) {
    for (int at = from; at < to; at += row.length) {
      Loops.put(row, 0, data, at, row.length, true);
    }
  }

  @Override
  public void beginBackward() {
    summed = 0;
    Arrays.fill(sums, 0);
    biasSums.clear();
  }

  @Override
  public void backward(int first, int rows) {
    Rows result = out.gradient();
    if (start.isPresent() && start.get().wanted()) {
      Rows y = start.get().gradient;
      int length = rows * result.stride;
      Loops.put(result.data, result.at(first), y.data, y.at(first), length, start.get().adds());
    }
    if (x.wanted()) {
      backToInput(first, rows);
    }
    if (map.learns()) {
      backToMatrix(first, rows);
      for (int c = 0; c < result.components; c++) {
        biasSums.add(result.data, result.at(first) + c * result.padded, result.stride, rows);
      }
    }
  }

  private void backToInput(int first, int rows) {
    Rows in = x.gradient;
    Rows result = out.gradient();
    for (int row = first; row < first + rows; row += CHUNK) {
      int count = Math.min(CHUNK, first + rows - row);
      x.clear(row, count);
      for (int c = 0; c < in.components; c++) {
        toInput.add(
            result.data,
            result.at(row) + c * result.padded,
            transposed,
            0,
            in.data,
            in.at(row) + c * in.padded,
            count,
            result.channels);
      }
    }
  }

  private void backToMatrix(int first, int rows) {
    Rows in = x.value;
    Rows result = out.gradient();
    for (int row = first; row < first + rows; row += DEPTH) {
      int count = Math.min(DEPTH, first + rows - row);
      for (int c = 0; c < in.components; c++) {
        toMatrix.add(
            in.data,
            in.at(row) + c * in.padded,
            result.data,
            result.at(row) + c * result.padded,
            sums,
            0,
            in.channels,
            count);
      }
      summed += count * in.components;
      if (summed >= MOST) {
        flush();
      }
    }
  }

  private void flush() {
    map.addMatrix(sums, out.value().padded);
    Arrays.fill(sums, 0);
    summed = 0;
  }

  @Override
  public void endBackward() {
    if (map.learns()) {
      flush();
      map.addOffset(biasSums.total());
    }
  }
}
