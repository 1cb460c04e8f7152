package org.latticework.trainer.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named arrays as a safetensors file holds them.
 *
 * @param tensors by name, in the order of the file
 * @param metadata texts by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final long LONGEST_HEADER = 100_000_000; // bytes; the format's own bound
  private static final int ALIGNMENT = 8; // bytes, of the first array

  public Safetensors {
    tensors = new LinkedHashMap<>(tensors);
    metadata = Map.copyOf(metadata);
  }

  /**
   * Writes a file; leaves the stream open.
   *
   * @throws IOException if the stream does
   */
  public void write(OutputStream out) throws IOException {
    byte[] json = header();
    out.write(length(json.length));
    out.write(json);
    for (Tensor tensor : tensors.values()) {
      out.write(tensor.bytes());
    }
  }

  private byte[] header() throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(Header.METADATA, new TreeMap<>(metadata));
    }
    long end = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      TensorType type = named.getValue().type();
      long begin = end;
      end += type.bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", type.element().name());
      entry.put("shape", type.shape());
      entry.put("data_offsets", List.of(begin, end));
      header.put(named.getKey(), entry);
    }
    String json = new ObjectMapper().writeValueAsString(header);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int rest = bytes.length % ALIGNMENT;
    byte[] padded = Arrays.copyOf(bytes, bytes.length + (rest == 0 ? 0 : ALIGNMENT - rest));
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  /**
   * Reads a file, once its header is known to hold exactly what is needed; leaves the stream open.
   *
   * @param in at the beginning of the file
   * @param size of the file, bytes
   * @param needed the arrays that it must hold, by name; no others
   * @param file its name, for messages
   * @throws IOException if the stream does, or the file breaks a rule; the message names both
   */
  public static Safetensors read(
      InputStream in, long size, Map<String, TensorType> needed, String file) throws IOException {
    byte[] first = in.readNBytes(Long.BYTES);
    require(first.length == Long.BYTES, file, "it ends after %d bytes".formatted(first.length));
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    require(
        length >= 0 && length <= Math.min(LONGEST_HEADER, size - Long.BYTES),
        file,
        "its header has at most %d bytes and the file %d, got %d"
            .formatted(LONGEST_HEADER, size, length));
    byte[] json = in.readNBytes((int) length);
    require(json.length == length, file, "it ends within its header");
    Header header = header(json, file);
    requireNeeded(header, needed, file);
    require(
        size == Long.BYTES + length + header.bytes(),
        file,
        "its arrays need a file of %d bytes, got %d"
            .formatted(Long.BYTES + length + header.bytes(), size));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Header.Entry> entry : header.entries().entrySet()) {
      tensors.put(entry.getKey(), tensor(in, entry.getValue().type(), entry.getKey(), file));
    }
    require(in.read() < 0, file, "it goes on behind its last array");
    return new Safetensors(tensors, header.metadata());
  }

  private static Header header(byte[] json, String file) throws IOException {
    try {
      return Header.parse(json);
    } catch (IOException e) {
      throw new IOException("%s is not safetensors: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireNeeded(Header header, Map<String, TensorType> needed, String file)
      throws IOException {
    for (Map.Entry<String, Header.Entry> entry : header.entries().entrySet()) {
      String name = entry.getKey();
      require(needed.containsKey(name), file, "no array %s is needed".formatted(Header.cut(name)));
      TensorType type = entry.getValue().type();
      require(
          type.equals(needed.get(name)),
          file,
          "%s is %s, need %s".formatted(name, type, needed.get(name)));
    }
    for (String name : needed.keySet()) {
      require(header.entries().containsKey(name), file, "it has no array %s".formatted(name));
    }
  }

  private static Tensor tensor(InputStream in, TensorType type, String name, String file)
      throws IOException {
    require(type.bytes() <= Integer.MAX_VALUE - 8, file, "%s is too large".formatted(name));
    byte[] bytes = in.readNBytes((int) type.bytes());
    if (bytes.length < type.bytes()) {
      throw new EOFException("%s ends within %s".formatted(file, name));
    }
    return new Tensor(type, bytes);
  }

  private static void require(boolean claim, String file, String rule) throws IOException {
    if (!claim) {
      throw new IOException("%s cannot be read: %s".formatted(file, rule));
    }
  }

  /** Returns the names and types of all arrays, in their order. */
  public Map<String, TensorType> types() {
    Map<String, TensorType> types = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
    return types;
  }
}
