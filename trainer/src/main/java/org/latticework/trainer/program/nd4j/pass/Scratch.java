package org.latticework.trainer.program.nd4j.pass;

import org.latticework.trainer.memory.RowBuffers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrices that are used again from step to step and from batch to batch. */
public final class Scratch implements AutoCloseable {
  private final RowBuffers buffers;
  private INDArray ones;

  public Scratch(DataType type) {
    this.buffers = new RowBuffers(type);
    this.ones = constant(new double[] {1});
  }

  public DataType type() {
    return buffers.type();
  }

  /** Returns a matrix with old content, valid until the same name is asked for again. */
  public INDArray matrix(String name, long rows, long columns) {
    return buffers.matrix(name, rows, columns);
  }

  /** Returns a column of n ones. */
  public INDArray ones(long n) {
    if (ones.length() < n) {
      ones.close();
      ones = made(n + n / 4);
      ones.assign(1);
    }
    return Nd4j.create(ones.data(), new long[] {n, 1}, new long[] {1, 1}, 0, 'c');
  }

  /** Returns an array of one's own, to be closed. */
  public INDArray constant(double[] numbers) {
    INDArray array = made(numbers.length);
    write(numbers, array);
    return array;
  }

  @SuppressWarnings("try") // the scope only needs to be closed
  private INDArray made(long length) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(type(), length);
    }
  }

  /** Fills a matrix row by row. */
  @SuppressWarnings("try") // the scope only needs to be closed
  public static void write(double[] numbers, INDArray target) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
        INDArray copy = Nd4j.createFromArray(numbers)) {
      target.assign(copy.reshape(target.shape()));
    }
  }

  @Override
  public void close() {
    buffers.close();
    ones.close();
  }
}
