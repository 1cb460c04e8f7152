package org.latticework.trainer.vector;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.latticework.trainer.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moves floats between ND4J's memory and Java's, whole matrices at a time. */
public final class VectorArrays {
  private VectorArrays() {}

  /** Returns an array of at least a length: the given one, or a longer one without its numbers. */
  public static float[] reserved(float[] array, int length) {
    return array.length >= length ? array : new float[length + length / 8];
  }

  /** Copies all elements, row by row, to the beginning of an array. */
  public static void read(INDArray source, float[] target) {
    INDArray plain = plain(source);
    try {
      pointer(plain).get(target, 0, (int) source.length());
    } finally {
      Reference.reachabilityFence(plain); // whose memory is read beside it
    }
  }

  /**
   * Copies a matrix to one with longer rows, and pads these with zeros.
   *
   * @param source n × d
   * @param width w, at least d
   * @param target receives n × w
   */
  public static void readPadded(INDArray source, int width, float[] target) {
    int columns = source.columns();
    if (columns == width) {
      read(source, target);
      return;
    }
    int rows = source.rows();
    INDArray plain = plain(source);
    try {
      FloatPointer pointer = pointer(plain);
      for (int i = 0; i < rows; i++) {
        pointer.position((long) i * columns).get(target, i * width, columns);
        Arrays.fill(target, i * width + columns, (i + 1) * width, 0f);
      }
    } finally {
      Reference.reachabilityFence(plain); // whose memory is read beside it
    }
  }

  /** Fills an array from the beginning of another. */
  public static void write(float[] source, INDArray target) {
    INDArray plain = plain(target);
    pointer(plain).put(source, 0, (int) target.length());
    if (plain != target) {
      target.assign(plain);
    }
  }

  /**
   * Copies the first columns of a matrix.
   *
   * @param source n × w
   * @param width w, at least d
   * @param target receives n × d
   */
  public static void writePadded(float[] source, int width, INDArray target) {
    int columns = target.columns();
    if (columns == width) {
      write(source, target);
      return;
    }
    int rows = target.rows();
    FloatPointer pointer = pointer(target);
    for (int i = 0; i < rows; i++) {
      pointer.position((long) i * columns).put(source, i * width, columns);
    }
  }

  /** Returns the array itself if it is row-major without gaps, else such a copy. */
  private static INDArray plain(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "The fused kernel computes with FLOAT, got " + array.dataType());
    }
    return HostMemory.isPlain(array) ? array : array.dup('c');
  }

  private static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }
}
