package org.latticework.featurizer.graph;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers in one, two or four bytes each, whichever the largest needs: most graphs have fewer
 * than 256 nodes, and a worker holds a hundred thousand graphs.
 */
final class PackedInts implements Serializable {
  static final PackedInts NONE = new PackedInts(1, new byte[0]);

  private static final long serialVersionUID = 1L;
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final byte width; // bytes a number
  private final byte[] bytes;

  private PackedInts(int width, byte[] bytes) {
    this.width = (byte) width;
    this.bytes = bytes;
  }

  /** Packs numbers. */
  static PackedInts of(int[] values) {
    if (values.length == 0) {
      return NONE;
    }
    int used = 0; // bits that any of them has
    for (int value : values) {
      used |= value;
    }
    int width = (used & ~0xff) == 0 ? 1 : (used & ~0xffff) == 0 ? 2 : Integer.BYTES;
    PackedInts packed = new PackedInts(width, new byte[Math.multiplyExact(width, values.length)]);
    for (int k = 0; k < values.length; k++) {
      packed.set(k, values[k]);
    }
    return packed;
  }

  private void set(int k, int value) {
    switch (width) {
      case 1 -> bytes[k] = (byte) value;
      case 2 -> SHORTS.set(bytes, 2 * k, (short) value);
      default -> INTS.set(bytes, Integer.BYTES * k, value);
    }
  }

  int get(int k) {
    return switch (width) {
      case 1 -> bytes[k] & 0xff;
      case 2 -> (short) SHORTS.get(bytes, 2 * k) & 0xffff;
      default -> (int) INTS.get(bytes, Integer.BYTES * k);
    };
  }

  int size() {
    return bytes.length / width;
  }

  int[] toArray() {
    int[] values = new int[size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = get(k);
    }
    return values;
  }

  private Object readResolve() throws ObjectStreamException {
    return bytes.length == 0 ? NONE : this;
  }
}
