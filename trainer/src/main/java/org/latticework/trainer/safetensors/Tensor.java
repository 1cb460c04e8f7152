package org.latticework.trainer.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;

/** An array of numbers, row by row. */
public final class Tensor {
  private final TensorType type;
  private final byte[] bytes; // little-endian

  Tensor(TensorType type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
    if (bytes.length != type.bytes()) {
      throw new IllegalArgumentException(
          "%s has %d bytes, got %d".formatted(type, type.bytes(), bytes.length));
    }
  }

  /**
   * Copies numbers of 32 bits.
   *
   * @throws IllegalArgumentException if the shape is of more or fewer
   */
  public static Tensor of(List<Long> shape, float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    littleEndian(bytes).asFloatBuffer().put(values);
    return new Tensor(new TensorType(ElementType.F32, shape), bytes);
  }

  /**
   * Copies numbers of 64 bits.
   *
   * @throws IllegalArgumentException if the shape is of more or fewer
   */
  public static Tensor of(List<Long> shape, double[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
    littleEndian(bytes).asDoubleBuffer().put(values);
    return new Tensor(new TensorType(ElementType.F64, shape), bytes);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public TensorType type() {
    return type;
  }

  /**
   * Copies the numbers.
   *
   * @throws IllegalStateException if they are not of 32 bits
   */
  public float[] floats() {
    require(ElementType.F32);
    float[] values = new float[bytes.length / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(values);
    return values;
  }

  /**
   * Copies the numbers.
   *
   * @throws IllegalStateException if they are not of 64 bits
   */
  public double[] doubles() {
    require(ElementType.F64);
    double[] values = new double[bytes.length / Double.BYTES];
    littleEndian(bytes).asDoubleBuffer().get(values);
    return values;
  }

  private void require(ElementType wanted) {
    if (type.element() != wanted) {
      throw new IllegalStateException("The array is %s, not of %s".formatted(type, wanted));
    }
  }

  /** Adds the numbers, as they are in a file, to a checksum. */
  public void addTo(MessageDigest digest) {
    digest.update(bytes);
  }

  /** Returns the numbers as they are in a file; not a copy. */
  byte[] bytes() {
    return bytes;
  }
}
