package org.latticework.trainer.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as PyTorch wrote them before version 1.6: four pickles (a magic number, the format's
 * version, the machine's sizes, the object), the names of the storages, then each storage's length
 * and little-endian floats.
 */
final class TorchCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

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
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
    if (!MAGIC.equals(Unpickler.read(in))) {
      throw new IOException("This is no PyTorch checkpoint of the format before 1.6");
    }
    Unpickler.read(in); // version: there was only one
    Unpickler.read(in); // sizes of C types
    if (!(Unpickler.read(in) instanceof Map<?, ?> content)
        || !(Unpickler.read(in) instanceof List<?> keys)) {
      throw new IOException("This PyTorch checkpoint holds no dictionary");
    }
    Map<String, float[]> storages = new HashMap<>();
    for (Object key : keys) {
      storages.put((String) key, storage(in));
    }
    return new TorchCheckpoint(content, storages);
  }

  private static float[] storage(DataInputStream in) throws IOException {
    long length = Long.reverseBytes(in.readLong());
    if (length < 0 || length > Integer.MAX_VALUE / Float.BYTES) {
      throw new IOException("A storage of %d floats cannot be".formatted(length));
    }
    byte[] bytes = in.readNBytes((int) length * Float.BYTES);
    if (bytes.length < length * Float.BYTES) {
      throw new IOException("The checkpoint ends within a storage");
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
   * Returns a number, or the first of a tensor.
   *
   * @throws IOException if there is none
   */
  double number(String... path) throws IOException {
    return entry(path) instanceof Number number ? number.doubleValue() : tensor(path)[0];
  }

  /**
   * Returns a tensor, flat, row by row.
   *
   * @param path to the tensor
   * @throws IOException if there is no contiguous tensor of floats
   */
  float[] tensor(String... path) throws IOException {
    Object value = entry(path);
    String name = String.join(" / ", path);
    if (!(value instanceof Unpickler.Call call)
        || !call.function().equals("torch._utils _rebuild_tensor")
        || !(call.arguments().get(0) instanceof Unpickler.Persistent storage)
        || !storage.id().get(1).equals("torch FloatStorage")) {
      throw new IOException("%s is no tensor of floats".formatted(name));
    }
    List<?> shape = (List<?>) call.arguments().get(2);
    List<?> strides = (List<?>) call.arguments().get(3);
    long length = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (!strides.get(axis).equals(length)) {
        throw new IOException("%s is not laid out row by row".formatted(name));
      }
      length *= (Long) shape.get(axis);
    }
    float[] all = storages.get(storage.id().get(2));
    long start = (Long) call.arguments().get(1);
    if (all == null || start + length > all.length) {
      throw new IOException("The storage of %s is missing or too short".formatted(name));
    }
    float[] values = new float[(int) length];
    System.arraycopy(all, (int) start, values, 0, values.length);
    return values;
  }
}
