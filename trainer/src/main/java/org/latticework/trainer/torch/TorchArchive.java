package org.latticework.trainer.torch;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A file as PyTorch writes them since version 1.6: a zip archive with one folder of any name, in it
 * {@code data.pkl}, a pickle of the object, {@code version}, and {@code data/0}, {@code data/1} …,
 * the numbers of each storage.
 */
final class TorchArchive {
  private static final String PICKLE = "data.pkl";
  private static final int MOST_PICKLE = 1 << 22; // bytes; of a published network some 30 kB
  private static final int LATEST = 10; // version of the format

  private final ZipArchive zip;
  private final String root; // ends with a slash
  private final Map<String, ByteBuffer> storages = new HashMap<>(); // those asked for

  private TorchArchive(ZipArchive zip, String root) {
    this.zip = zip;
    this.root = root;
  }

  /**
   * Reads an archive.
   *
   * @throws IOException if it is none of PyTorch's, or breaks a rule
   */
  static TorchFile read(ZipArchive zip) throws IOException {
    TorchArchive archive = new TorchArchive(zip, root(zip));
    archive.requireReadable();
    ByteBuffer pickle = archive.required(PICKLE);
    if (pickle.remaining() > MOST_PICKLE) {
      throw new IOException(
          "%s%s has at most %d bytes, got %d"
              .formatted(archive.root, PICKLE, MOST_PICKLE, pickle.remaining()));
    }
    byte[] bytes = new byte[pickle.remaining()];
    pickle.get(0, bytes);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (!(Unpickler.read(in) instanceof Map<?, ?> content)) {
      throw new IOException("%s%s holds no dictionary".formatted(archive.root, PICKLE));
    }
    return new TorchFile(content, archive::storage);
  }

  private static String root(ZipArchive zip) throws IOException {
    String root = "";
    for (String name : zip.names()) {
      String folder = name.substring(0, name.indexOf('/') + 1);
      if (folder.isEmpty() || !(root.isEmpty() || root.equals(folder))) {
        throw new IOException(
            "An archive of PyTorch has one folder and all in it, got %s%s"
                .formatted(root.isEmpty() ? "" : root + " and ", name));
      }
      root = folder;
    }
    return root;
  }

  private void requireReadable() throws IOException {
    if (zip.names().contains(root + "constants.pkl")) {
      throw new IOException("The archive is a program (TorchScript), no dictionary");
    }
    String version = text(required("version"));
    if (!version.matches("[1-9][0-9]?") || Integer.parseInt(version) > LATEST) {
      throw new IOException(
          "%sversion must be 1 to %d, got '%s'".formatted(root, LATEST, TorchFile.cut(version)));
    }
    String order = zip.content(root + "byteorder").map(TorchArchive::text).orElse("little");
    if (!order.equals("little")) {
      throw new IOException(
          "%sbyteorder must be little, got '%s'".formatted(root, TorchFile.cut(order)));
    }
  }

  private ByteBuffer required(String name) throws IOException {
    return zip.content(root + name)
        .orElseThrow(
            () -> new IOException("An archive of PyTorch has %s, this one not".formatted(name)));
  }

  private static String text(ByteBuffer content) {
    ByteBuffer start = content.slice(0, Math.min(20, content.remaining()));
    return StandardCharsets.ISO_8859_1.decode(start).toString().strip();
  }

  private ByteBuffer storage(TensorView tensor) throws IOException {
    ByteBuffer known = storages.get(tensor.storage());
    if (known != null) {
      return known;
    }
    ByteBuffer storage =
        zip.content(root + "data/" + tensor.storage())
            .orElseThrow(
                () -> new IOException("The storage of %s is missing".formatted(tensor.name())));
    storages.put(tensor.storage(), storage);
    return storage;
  }
}
