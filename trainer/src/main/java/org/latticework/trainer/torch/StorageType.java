package org.latticework.trainer.torch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a storage holds, little-endian. */
enum StorageType {
  /** IEEE 754 numbers of 32 bits. */
  FLOAT("FloatStorage", Float.BYTES),
  /** IEEE 754 numbers of 64 bits. */
  DOUBLE("DoubleStorage", Double.BYTES),
  /** Whole numbers of 64 bits. */
  LONG("LongStorage", Long.BYTES),
  /** Whole numbers of 32 bits. */
  INT("IntStorage", Integer.BYTES),
  /** Whole numbers of 16 bits. */
  SHORT("ShortStorage", Short.BYTES),
  /** Whole numbers of 8 bits, −128 … 127. */
  CHAR("CharStorage", 1),
  /** Whole numbers of 8 bits, 0 … 255. */
  BYTE("ByteStorage", 1),
  /** Truth values, 0 or 1. */
  BOOL("BoolStorage", 1);

  private final String className;
  private final int bytes;

  StorageType(String className, int bytes) {
    this.className = className;
    this.bytes = bytes;
  }

  /**
   * Returns the type of a storage.
   *
   * @param function as a pickle names its class: {@code "torch FloatStorage"}
   */
  static Optional<StorageType> of(Object function) {
    return Arrays.stream(values())
        .filter(type -> ("torch " + type.className).equals(function))
        .findFirst();
  }

  /** Returns the names of all. */
  static String names() {
    return Arrays.stream(values()).map(type -> type.className).collect(Collectors.joining(", "));
  }

  /** Returns the size of one number, bytes. */
  int bytes() {
    return bytes;
  }

  /**
   * Returns a number; whole ones are rounded where no {@code double} holds them.
   *
   * @param storage little-endian
   * @param index of the number
   */
  double number(ByteBuffer storage, int index) {
    int at = index * bytes;
    return switch (this) {
      case FLOAT -> storage.getFloat(at);
      case DOUBLE -> storage.getDouble(at);
      case LONG -> storage.getLong(at);
      case INT -> storage.getInt(at);
      case SHORT -> storage.getShort(at);
      case CHAR -> storage.get(at);
      case BYTE, BOOL -> Byte.toUnsignedInt(storage.get(at));
    };
  }
}
