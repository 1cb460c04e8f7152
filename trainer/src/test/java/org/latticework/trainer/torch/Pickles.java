package org.latticework.trainer.torch;

import java.nio.charset.StandardCharsets;

/** Pickles made by hand; Latin-1 letters are their bytes. */
final class Pickles {
  /** The matrix ((1, 2), (3, 4)), made as PyTorch's old files have it. */
  static final String OLD_TENSOR =
      "ctorch._utils\n_rebuild_tensor\n("
          + storage("FloatStorage", "0", 4)
          + "K\0K\u0002K\u0002\u0086K\u0002K\u0001\u0086tR";

  private Pickles() {}

  /** Returns protocol 2, then instructions, then a stop. */
  static byte[] pickle(String instructions) {
    return ("\u0080\u0002" + instructions + ".").getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }

  /** Returns what says which storage a tensor has. */
  static String storage(String type, String name, int length) {
    return "(%sctorch\n%s\n%s%sK%ctQ"
        .formatted(text("storage"), type, text(name), text("cpu"), (char) length);
  }

  /**
   * Returns a tensor as PyTorch's files have it now.
   *
   * @param shape and strides, numbers below 256
   */
  static String tensor(String storage, int offset, int[] shape, int[] strides) {
    return "ctorch._utils\n_rebuild_tensor_v2\n(%sK%c%s%s\u0089ccollections\nOrderedDict\n)RtR"
        .formatted(storage, (char) offset, tuple(shape), tuple(strides));
  }

  private static String tuple(int... numbers) {
    StringBuilder tuple = new StringBuilder("(");
    for (int number : numbers) {
      tuple.append('K').append((char) number);
    }
    return tuple + "t";
  }
}
