package org.latticework.trainer.safetensors;

import java.util.Arrays;
import java.util.Optional;

/** What an array holds, by the name that the format gives it. */
public enum ElementType {
  /** IEEE 754 numbers of 32 bits. */
  F32(Float.BYTES),
  /** IEEE 754 numbers of 64 bits. */
  F64(Double.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one number, bytes. */
  public int bytes() {
    return bytes;
  }

  /** Returns the type of a name; empty for types that are not read here. */
  static Optional<ElementType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
