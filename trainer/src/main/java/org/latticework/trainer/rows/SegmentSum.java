package org.latticework.trainer.rows;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.latticework.trainer.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows that each belong to another row, as atoms do to elements and to crystals: copied from their
 * owners, and summed over them.
 *
 * <p>On a CPU both happen in the memory of the arrays, and buffers are used again from batch to
 * batch: nothing as long as a batch is made. Elsewhere ND4J's operations do it.
 */
public final class SegmentSum {
  private static final int[] ALL_ONE = {}; // each row counts once

  private int[] owners = new int[0]; // n or more
  private int rows; // n
  private double[] sums = new double[0];

  /**
   * Begins a batch.
   *
   * @param count n
   * @return where to write the owner of each row; longer than n, and valid until the next call
   */
  public int[] begin(int count) {
    rows = count;
    if (owners.length < count) {
      owners = new int[count + count / 8];
    }
    return owners;
  }

  /**
   * Gives each row what its owner has.
   *
   * @param table one row an owner, FLOAT or DOUBLE
   * @param out receives n rows
   */
  public void spread(INDArray table, INDArray out) {
    try {
      Optional<ByteBuffer> source = HostMemory.inPlace(table);
      Optional<ByteBuffer> target = HostMemory.inPlace(out);
      if (source.isPresent() && target.isPresent()) {
        copy(source.get(), table.columns() * table.dataType().width(), target.get());
      } else {
        RowMajor.gather(table, Arrays.copyOf(owners, rows), out);
      }
    } finally {
      Reference.reachabilityFence(table);
    }
  }

  private void copy(ByteBuffer source, int length, ByteBuffer target) {
    for (int i = 0; i < rows; i++) {
      target.put(i * length, source, owners[i] * length, length);
    }
  }

  /**
   * Adds the rows of each owner up; in double where that is done in place.
   *
   * @param values n rows, FLOAT or DOUBLE
   * @param out receives one row an owner; zeros for those who own none
   */
  public void sum(INDArray values, INDArray out) {
    addUp(values, ALL_ONE, out);
  }

  /**
   * Adds the rows of each owner up, as often as each counts.
   *
   * @param values n rows, FLOAT or DOUBLE
   * @param counts of the rows, n or more
   * @param out receives one row an owner
   */
  public void sum(INDArray values, int[] counts, INDArray out) {
    addUp(values, counts, out);
  }

  private void addUp(INDArray values, int[] counts, INDArray out) {
    try {
      Optional<ByteBuffer> source = HostMemory.inPlace(values);
      Optional<ByteBuffer> target = HostMemory.inPlace(out);
      if (source.isPresent() && target.isPresent()) {
        clear(Math.toIntExact(out.length()));
        if (values.dataType() == DataType.FLOAT) {
          add(source.get().asFloatBuffer(), counts, values.columns());
          write(target.get().asFloatBuffer());
        } else {
          add(source.get().asDoubleBuffer(), counts, values.columns());
          target.get().asDoubleBuffer().put(sums, 0, Math.toIntExact(out.length()));
        }
      } else {
        sumByOperations(values, counts, out);
      }
    } finally {
      Reference.reachabilityFence(values);
    }
  }

  private void clear(int length) {
    if (sums.length < length) {
      sums = new double[length];
    }
    Arrays.fill(sums, 0, length, 0);
  }

  private void write(FloatBuffer out) {
    for (int k = 0; k < out.capacity(); k++) {
      out.put(k, (float) sums[k]);
    }
  }

  private void add(FloatBuffer values, int[] counts, int columns) {
    for (int i = 0; i < rows; i++) {
      int owner = owners[i] * columns;
      double count = counts.length == 0 ? 1 : counts[i];
      for (int c = 0; c < columns; c++) {
        sums[owner + c] += count * values.get(i * columns + c);
      }
    }
  }

  private void add(DoubleBuffer values, int[] counts, int columns) {
    for (int i = 0; i < rows; i++) {
      int owner = owners[i] * columns;
      double count = counts.length == 0 ? 1 : counts[i];
      for (int c = 0; c < columns; c++) {
        sums[owner + c] += count * values.get(i * columns + c);
      }
    }
  }

  /** As {@link #sum}, where the memory of the arrays cannot be reached. */
  void sumByOperations(INDArray values, int[] counts, INDArray out) {
    JaggedRows byOwner = JaggedRows.ofSegments(Arrays.copyOf(owners, rows), out.rows());
    INDArray ordered = Nd4j.createUninitialized(values.dataType(), rows, values.columns());
    RowMajor.gather(values, byOwner.items(), ordered);
    if (counts.length > 0) {
      double[] times = Arrays.stream(byOwner.items()).mapToDouble(item -> counts[item]).toArray();
      ordered.muliColumnVector(Nd4j.createFromArray(times).castTo(values.dataType()));
    }
    INDArray ranked = Nd4j.createUninitialized(values.dataType(), out.rows(), out.columns());
    byOwner.sum(ordered, ranked);
    RowMajor.gather(ranked, byOwner.ranks(), out);
  }
}
