package org.latticework.trainer.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Tensor;

/**
 * A tensor as a pickle describes it: numbers of a storage that others may share.
 *
 * @param name for messages
 * @param type of the storage
 * @param storage its name
 * @param stored how many numbers it has
 * @param offset of the tensor's first number
 * @param shape length of each axis
 * @param strides of each axis, numbers
 */
record TensorView(
    String name,
    StorageType type,
    String storage,
    long stored,
    long offset,
    List<Long> shape,
    List<Long> strides) {
  /** The most bytes of a tensor, and of all that are read at once. */
  static final long MOST_BYTES = 1 << 26;

  private static final int MOST_AXES = 8;
  private static final double EXACT = 0x1p53; // whole numbers below are doubles

  /**
   * Reads what a pickle says.
   *
   * @param pickled what the pickle has in the tensor's place
   * @throws IOException if that is no tensor, or none that is read here
   */
  static TensorView of(String name, Object pickled) throws IOException {
    if (!(pickled instanceof Unpickler.Call call)) {
      throw new IOException(
          "%s is no tensor, but a %s".formatted(name, pickled.getClass().getSimpleName()));
    }
    if (!isTensor(call)) {
      throw new IOException(
          "%s is no plain tensor, but made by %s with %d arguments"
              .formatted(name, TorchFile.cut(call.function()), call.arguments().size()));
    }
    List<?> arguments = call.arguments();
    if (!(arguments.get(0) instanceof Unpickler.Persistent place)
        || place.id().size() < 5
        || !(place.id().get(2) instanceof String storage)
        || !(place.id().get(4) instanceof Long stored)
        || stored < 0) {
      throw new IOException(
          "The storage of %s must have a class, a name and a length".formatted(name));
    }
    if (place.id().size() > 5 && place.id().get(5) != Unpickler.NONE) {
      throw new IOException("The storage of %s is a part of another: not read".formatted(name));
    }
    if (!(arguments.get(1) instanceof Long offset) || offset < 0) {
      throw new IOException(
          "The offset of %s must be a whole number, not negative".formatted(name));
    }
    return new TensorView(
        name,
        type(name, place.id().get(1)),
        storage,
        stored,
        offset,
        numbers(arguments.get(2), name),
        numbers(arguments.get(3), name));
  }

  private static boolean isTensor(Unpickler.Call call) {
    List<?> arguments = call.arguments();
    return switch (call.function()) {
      case "torch._utils _rebuild_tensor" -> arguments.size() == 4;
        // whether it has a gradient, hooks, and of late what else: bits that turn signs around
      case "torch._utils _rebuild_tensor_v2" ->
          arguments.size() == 6
              || (arguments.size() == 7
                  && arguments.get(6) instanceof Map<?, ?> bits
                  && bits.isEmpty());
      default -> false;
    };
  }

  private static StorageType type(String name, Object function) throws IOException {
    return StorageType.of(function)
        .orElseThrow(
            () ->
                new IOException(
                    "%s is in a %s, read are %s"
                        .formatted(
                            name,
                            function instanceof String text ? TorchFile.cut(text) : "nothing",
                            StorageType.names())));
  }

  private static List<Long> numbers(Object list, String name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    if (list instanceof List<?> items && items.size() <= MOST_AXES) {
      for (Object item : items) {
        if (item instanceof Long number && number >= 0) {
          numbers.add(number);
        }
      }
      if (numbers.size() == items.size()) {
        return numbers;
      }
    }
    throw new IOException(
        "The shape and the strides of %s must be at most %d whole numbers, none negative"
            .formatted(name, MOST_AXES));
  }

  /** Returns what the numbers become: those of 32 bits stay so, all others are doubles. */
  private ElementType element() {
    return type == StorageType.FLOAT ? ElementType.F32 : ElementType.F64;
  }

  /**
   * Returns the size of the tensor, bytes.
   *
   * @throws IOException if it is too large, or has numbers outside of its storage
   */
  long bytes() throws IOException {
    if (shape.size() != strides.size()) {
      throw new IOException("%s has no stride for each axis".formatted(name));
    }
    long length = length();
    if (length > 0) {
      requireStored();
    }
    return length * element().bytes();
  }

  private long length() throws IOException {
    long most = MOST_BYTES / element().bytes();
    try {
      long length = shape.stream().reduce(1L, Math::multiplyExact);
      if (length <= most) {
        return length;
      }
    } catch (ArithmeticException e) {
      // As below: it is more than a long can say.
    }
    throw new IOException(
        "%s is too large: its shape is %s, a tensor has at most %d numbers"
            .formatted(name, shape, most));
  }

  private void requireStored() throws IOException {
    try {
      long last = offset;
      for (int axis = 0; axis < shape.size(); axis++) {
        last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
      }
      if (last < stored) {
        return;
      }
    } catch (ArithmeticException e) {
      // As below.
    }
    throw new IOException(
        "The storage of %s has %d numbers, too few for offset %d, shape %s and strides %s"
            .formatted(name, stored, offset, shape, strides));
  }

  /**
   * Copies the numbers, row by row.
   *
   * @param numbers the storage, little-endian
   * @throws IOException if the tensor has too many, or some outside of the storage, or a whole
   *     number that no {@code double} holds
   */
  Tensor read(ByteBuffer numbers) throws IOException {
    int length = (int) (bytes() / element().bytes());
    if (numbers.remaining() / type.bytes() != stored || numbers.remaining() % type.bytes() != 0) {
      throw new IOException(
          "The storage of %s must have %d numbers of %d bytes, has %d bytes"
              .formatted(name, stored, type.bytes(), numbers.remaining()));
    }
    double[] values = new double[type == StorageType.FLOAT ? 0 : length];
    float[] floats = new float[length - values.length];
    int[] index = new int[shape.size()];
    int at = (int) offset; // of a number that is there, if there is one
    for (int k = 0; k < length; k++) {
      double value = type.number(numbers, at);
      if (type == StorageType.FLOAT) {
        floats[k] = (float) value;
      } else {
        values[k] = exact(value);
      }
      at += step(index);
    }
    return type == StorageType.FLOAT ? Tensor.of(shape, floats) : Tensor.of(shape, values);
  }

  private double exact(double value) throws IOException {
    if (type == StorageType.LONG && Math.abs(value) >= EXACT) {
      throw new IOException(
          "%s holds whole numbers of 2⁵³ and more, such as %.0f: not read".formatted(name, value));
    }
    return value;
  }

  /** Moves to the next number of the tensor, row by row; returns how far that is in the storage. */
  private int step(int[] index) {
    long step = 0;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      step += strides.get(axis);
      if (++index[axis] < shape.get(axis)) {
        return (int) step;
      }
      step -= strides.get(axis) * index[axis];
      index[axis] = 0;
    }
    return (int) step;
  }
}
