package org.latticework.trainer.model.published;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticework.trainer.safetensors.Tensor;

/**
 * A checkpoint as PyTorch wrote them before version 1.6: four pickles (a magic number, the format's
 * version, the machine's sizes, the object), the names of the storages, then each storage's length
 * and little-endian floats.
 */
final class TorchCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

  private static final long MOST_BYTES = 1 << 30; // of all storages
  private static final int MOST_AXES = 8;

  private final Map<?, ?> content;
  private final Map<String, float[]> storages;

  private TorchCheckpoint(Map<?, ?> content, Map<String, float[]> storages) {
    this.content = content;
    this.storages = storages;
  }

  /**
   * Reads a checkpoint; leaves the stream open.
   *
   * @throws IOException if it is none of this format, or holds something else than floats
   */
  static TorchCheckpoint read(InputStream stream) throws IOException {
    try {
      return read(new DataInputStream(new BufferedInputStream(stream)));
    } catch (EOFException e) { // which says nothing, where it is Java's
      throw new EOFException(
          e.getMessage() == null ? "The checkpoint ends before its end" : e.getMessage());
    }
  }

  private static TorchCheckpoint read(DataInputStream in) throws IOException {
    if (!MAGIC.equals(Unpickler.read(in))) {
      throw new IOException("Not a legacy PyTorch checkpoint (pre-1.6 format)");
    }
    Unpickler.read(in); // version: there was only one
    Unpickler.read(in); // sizes of C types
    if (!(Unpickler.read(in) instanceof Map<?, ?> content)
        || !(Unpickler.read(in) instanceof List<?> keys)) {
      throw new IOException("This PyTorch checkpoint holds no dictionary");
    }
    Map<String, float[]> storages = new HashMap<>();
    long left = MOST_BYTES;
    for (Object key : keys) {
      if (!(key instanceof String name) || storages.containsKey(name)) {
        throw new IOException("Each storage of a PyTorch checkpoint has a name of its own");
      }
      float[] storage = storage(in, left / Float.BYTES);
      left -= (long) storage.length * Float.BYTES;
      storages.put(name, storage);
    }
    return new TorchCheckpoint(content, storages);
  }

  private static float[] storage(DataInputStream in, long most) throws IOException {
    long length = Long.reverseBytes(in.readLong());
    if (length < 0 || length > most) {
      throw new IOException(
          "Invalid storage length: %d floats; the storages have at most %d bytes together"
              .formatted(length, MOST_BYTES));
    }
    byte[] bytes = in.readNBytes((int) length * Float.BYTES); // grows with what is there
    if (bytes.length < length * Float.BYTES) {
      throw new EOFException("The checkpoint ends within a storage of %d floats".formatted(length));
    }
    float[] values = new float[(int) length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /**
   * Returns an entry of nested dictionaries.
   *
   * @throws IOException if there is none
   */
  Object entry(String... path) throws IOException {
    Object value = content;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    if (value == null) {
      throw new IOException("The checkpoint has no entry " + String.join(" / ", path));
    }
    return value;
  }

  /**
   * Returns a number, or the only one of a tensor.
   *
   * @throws IOException if there is none
   */
  double number(String... path) throws IOException {
    if (entry(path) instanceof Number number) {
      return number.doubleValue();
    }
    float[] values = tensor(path).floats();
    if (values.length != 1) {
      throw new IOException(
          "%s must be one number, got %d".formatted(String.join(" / ", path), values.length));
    }
    return values[0];
  }

  /**
   * Returns a tensor.
   *
   * @param path to the tensor
   * @throws IOException if there is no contiguous tensor of floats
   */
  Tensor tensor(String... path) throws IOException {
    String name = String.join(" / ", path);
    if (!(entry(path) instanceof Unpickler.Call call)
        || !call.function().equals("torch._utils _rebuild_tensor")
        || call.arguments().size() != 4
        || !(call.arguments().get(0) instanceof Unpickler.Persistent storage)
        || storage.id().size() < 3
        || !"torch FloatStorage".equals(storage.id().get(1))) {
      throw new IOException("%s is no tensor of floats".formatted(name));
    }
    List<Long> shape = numbers(call.arguments().get(2), name);
    long length = contiguous(shape, numbers(call.arguments().get(3), name), name);
    float[] all = storages.get(storage.id().get(2));
    if (!(call.arguments().get(1) instanceof Long start) || start < 0) {
      throw new IOException(
          "The offset of %s must be a whole number, not negative".formatted(name));
    }
    if (all == null || length > all.length || start > all.length - length) {
      throw new IOException("The storage of %s is missing or too short".formatted(name));
    }
    float[] values = new float[(int) length];
    System.arraycopy(all, start.intValue(), values, 0, values.length);
    return Tensor.of(shape, values);
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

  /** Returns the number of floats of a shape, which must lie row by row. */
  private static long contiguous(List<Long> shape, List<Long> strides, String name)
      throws IOException {
    if (shape.size() != strides.size()) {
      throw new IOException("%s has no stride for each axis".formatted(name));
    }
    long length = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (strides.get(axis) != length) {
        throw new IOException("%s is not laid out row by row".formatted(name));
      }
      try {
        length = Math.multiplyExact(length, shape.get(axis));
      } catch (ArithmeticException e) {
        throw new IOException("%s is too large: its shape is %s".formatted(name, shape), e);
      }
    }
    return length;
  }
}
