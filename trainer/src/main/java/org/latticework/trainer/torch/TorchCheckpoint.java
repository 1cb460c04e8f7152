package org.latticework.trainer.torch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
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

  private static final long MOST_BYTES = 1 << 30; // of all storages

  private TorchCheckpoint() {}

  /**
   * Reads a checkpoint; leaves the stream open.
   *
   * @throws IOException if it is none of this format, or holds something else than floats
   */
  static TorchFile read(InputStream stream) throws IOException {
    try {
      return read(new DataInputStream(new BufferedInputStream(stream)));
    } catch (EOFException e) { // which says nothing, where it is Java's
      throw new EOFException(
          e.getMessage() == null ? "The checkpoint ends before its end" : e.getMessage());
    }
  }

  private static TorchFile read(DataInputStream in) throws IOException {
    if (!MAGIC.equals(Unpickler.read(in))) {
      throw new IOException("Not a legacy PyTorch checkpoint (pre-1.6 format)");
    }
    Unpickler.read(in); // version: there was only one
    Unpickler.read(in); // sizes of C types
    if (!(Unpickler.read(in) instanceof Map<?, ?> content)
        || !(Unpickler.read(in) instanceof List<?> keys)) {
      throw new IOException("This PyTorch checkpoint holds no dictionary");
    }
    Map<String, ByteBuffer> storages = new HashMap<>();
    long left = MOST_BYTES;
    for (Object key : keys) {
      if (!(key instanceof String name) || storages.containsKey(name)) {
        throw new IOException("Each storage of a PyTorch checkpoint has a name of its own");
      }
      ByteBuffer storage = storage(in, left / Float.BYTES);
      left -= storage.capacity();
      storages.put(name, storage);
    }
    return new TorchFile(content, tensor -> storage(storages, tensor));
  }

  private static ByteBuffer storage(DataInputStream in, long most) throws IOException {
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
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer storage(Map<String, ByteBuffer> storages, TensorView tensor)
      throws IOException {
    ByteBuffer storage = storages.get(tensor.storage());
    if (storage == null) {
      throw new IOException("The storage of %s is missing".formatted(tensor.name()));
    }
    if (tensor.type() != StorageType.FLOAT) {
      throw new IOException(
          "%s holds numbers of the type %s, of old checkpoints only FLOAT is read"
              .formatted(tensor.name(), tensor.type()));
    }
    return storage;
  }
}
