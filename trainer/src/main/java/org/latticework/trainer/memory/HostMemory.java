package org.latticework.trainer.memory;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers of ND4J's arrays, read and written in place, so that nothing as long as a batch is made
 * on the heap. Where ND4J computes on a GPU its memory is not the host's, and a copy serves.
 */
public final class HostMemory {
  private HostMemory() {}

  /** Makes n numbers, INT32, outside of any workspace; the writer fills them in order. */
  public static INDArray ints(int length, Consumer<IntBuffer> writer) {
    if (length == 0 || !Nd4j.getEnvironment().isCPU()) {
      IntBuffer copy = IntBuffer.allocate(length);
      writer.accept(copy);
      return Nd4j.createFromArray(copy.array());
    }
    INDArray array = detached(DataType.INT32, length);
    writer.accept(bytes(array).asIntBuffer());
    return array;
  }

  /**
   * Makes numbers, FLOAT, row by row, outside of any workspace; the writer fills them in order. The
   * array has its shape from the beginning: what was reshaped is a view, and cannot be closed.
   */
  public static INDArray floats(long[] shape, Consumer<FloatBuffer> writer) {
    int length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    if (length == 0 || !Nd4j.getEnvironment().isCPU()) {
      FloatBuffer copy = FloatBuffer.allocate(length);
      writer.accept(copy);
      return Nd4j.create(copy.array(), shape, DataType.FLOAT);
    }
    INDArray array = detached(DataType.FLOAT, shape);
    writer.accept(bytes(array).asFloatBuffer());
    return array;
  }

  @SuppressWarnings("try") // the scope only needs to be closed
  private static INDArray detached(DataType type, long... shape) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(type, shape, 'c');
    }
  }

  /** Copies the elements of an array, INT32, row by row, to the beginning of another. */
  public static void read(INDArray source, int[] target) {
    if (source.isEmpty()) {
      return;
    }
    try {
      int length = Math.toIntExact(source.length());
      inPlace(source)
          .map(ByteBuffer::asIntBuffer)
          .orElseGet(() -> IntBuffer.wrap(source.dup('c').reshape(length).toIntVector()))
          .get(target, 0, length);
    } finally {
      Reference.reachabilityFence(source); // which frees its memory when nobody knows it any more
    }
  }

  /**
   * Copies the elements of an array, FLOAT, row by row, to the beginning of another.
   *
   * @throws IllegalArgumentException if the array is of another type
   */
  public static void read(INDArray source, float[] target) {
    if (source.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("Need numbers of FLOAT, got " + source.dataType());
    }
    try {
      int length = Math.toIntExact(source.length());
      inPlace(source)
          .map(ByteBuffer::asFloatBuffer)
          .orElseGet(() -> FloatBuffer.wrap(source.dup('c').reshape(length).toFloatVector()))
          .get(target, 0, length);
    } finally {
      Reference.reachabilityFence(source);
    }
  }

  /**
   * Returns the memory of an array, row by row, of whatever type. Who uses it must hold the array.
   *
   * @return empty where the rows do not lie in order, or not in the host's memory
   */
  public static Optional<ByteBuffer> inPlace(INDArray array) {
    return Nd4j.getEnvironment().isCPU() && isPlain(array)
        ? Optional.of(bytes(array))
        : Optional.empty();
  }

  /** Returns whether the elements lie row by row without gaps. */
  public static boolean isPlain(INDArray array) {
    // Not by strides: ND4J takes those of a single row for unusual.
    return array.ordering() == 'c' && array.elementWiseStride() == 1;
  }

  private static ByteBuffer bytes(INDArray array) {
    long length = Math.multiplyExact(array.length(), (long) array.dataType().width());
    return new BytePointer(array.data().addressPointer())
        .capacity(length)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }
}
