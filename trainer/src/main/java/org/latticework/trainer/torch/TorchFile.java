package org.latticework.trainer.torch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latticework.trainer.safetensors.Tensor;

/**
 * What a file of PyTorch holds: nested dictionaries of numbers, texts and tensors. Nothing of the
 * file is executed.
 */
public final class TorchFile {
  private final Map<?, ?> content;
  private final Storages storages;

  TorchFile(Map<?, ?> content, Storages storages) {
    this.content = content;
    this.storages = storages;
  }

  /** Where the numbers of tensors lie. */
  interface Storages {
    /**
     * Returns a storage, little-endian.
     *
     * @throws IOException if there is none of that name, or not of that type
     */
    ByteBuffer storage(TensorView tensor) throws IOException;
  }

  /**
   * Reads a file: a zip archive, as PyTorch writes them since version 1.6, or a checkpoint from
   * before, which the first bytes tell.
   *
   * @param file its bytes; not to be changed any more
   * @throws IOException if it is neither, breaks a rule, or is larger than any that is read here
   */
  public static TorchFile read(byte[] file) throws IOException {
    return ZipArchive.is(file)
        ? TorchArchive.read(ZipArchive.read(file))
        : TorchCheckpoint.read(new ByteArrayInputStream(file));
  }

  /**
   * Returns an entry of nested dictionaries.
   *
   * @param path keys, from the outermost on
   * @throws IOException if there is none
   */
  public Object entry(String... path) throws IOException {
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
   * @param path keys, from the outermost on
   * @throws IOException if there is none
   */
  public double number(String... path) throws IOException {
    if (entry(path) instanceof Number number) {
      return number.doubleValue();
    }
    Tensor tensor = tensor(path);
    if (tensor.type().count() != 1) {
      throw new IOException(
          "%s must be one number, got %d"
              .formatted(String.join(" / ", path), tensor.type().count()));
    }
    return switch (tensor.type().element()) {
      case F32 -> tensor.floats()[0];
      case F64 -> tensor.doubles()[0];
    };
  }

  /**
   * Returns a tensor: numbers of 32 bits as they are, all others in 64 bits.
   *
   * @param path keys, from the outermost on
   * @throws IOException if there is none, or one that breaks a rule
   */
  public Tensor tensor(String... path) throws IOException {
    return tensor(TensorView.of(String.join(" / ", path), entry(path)));
  }

  private Tensor tensor(TensorView view) throws IOException {
    view.bytes(); // refuses before a storage is unpacked
    return view.read(storages.storage(view));
  }

  /**
   * Returns the tensors of a dictionary that holds nothing else, by name and in the file's order.
   *
   * @param path keys, from the outermost on; none for the whole file
   * @throws IOException if there is no such dictionary, or a tensor breaks a rule
   */
  public Map<String, Tensor> tensors(String... path) throws IOException {
    if (!(entry(path) instanceof Map<?, ?> dictionary)) {
      throw new IOException(String.join(" / ", path) + " is no dictionary");
    }
    Map<String, TensorView> views = new LinkedHashMap<>();
    long bytes = 0;
    for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
      String name = name(entry.getKey());
      TensorView view = TensorView.of(name, entry.getValue());
      bytes += view.bytes();
      if (bytes > TensorView.MOST_BYTES) {
        throw new IOException(
            "The tensors of a dictionary have at most %d bytes together, %s would make it %d"
                .formatted(TensorView.MOST_BYTES, name, bytes));
      }
      views.put(name, view);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, TensorView> view : views.entrySet()) {
      tensors.put(view.getKey(), tensor(view.getValue()));
    }
    return tensors;
  }

  private static String name(Object key) throws IOException {
    if (key instanceof String name && name.matches("[ -~]{1,200}")) {
      return name;
    }
    throw new IOException(
        "The name of a tensor must be 1 to 200 letters of ASCII, got " + cut(String.valueOf(key)));
  }

  /** Makes a text of a foreign file fit for a message: short, and of ASCII's letters. */
  static String cut(String text) {
    String shown = text.length() <= 120 ? text : text.substring(0, 120) + "...";
    return shown.replaceAll("[^ -~]", "?");
  }
}
