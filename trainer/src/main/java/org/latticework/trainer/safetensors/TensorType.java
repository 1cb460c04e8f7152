package org.latticework.trainer.safetensors;

import java.util.List;

/**
 * What is known of an array before it is read.
 *
 * @param element what it holds
 * @param shape length of each axis, none negative; empty for a single number
 */
public record TensorType(ElementType element, List<Long> shape) {
  /**
   * @throws ArithmeticException if the array has more than 2⁶³ − 1 bytes
   */
  public TensorType {
    shape = List.copyOf(shape);
    long bytes = element.bytes();
    for (long length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("No axis is shorter than 0, got shape " + shape);
      }
      bytes = Math.multiplyExact(bytes, length);
    }
  }

  /** Returns how many numbers there are. */
  public long count() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
  }

  /** Returns the size of all numbers, bytes. */
  public long bytes() {
    return Math.multiplyExact(count(), (long) element.bytes());
  }

  @Override
  public String toString() {
    return element + " " + shape;
  }
}
