package org.latticework.trainer.model.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.latticework.trainer.safetensors.Tensor;
import org.latticework.trainer.torch.TorchFile;
import org.latticework.trainer.torch.ZipArchive;

/**
 * A network as ALIGNN's authors publish them: a zip archive that holds {@code config.json} and one
 * {@code checkpoint_N.pt}, itself a file of PyTorch, in which the weights are the dictionary {@code
 * model}. What else is in the archive is not read.
 */
public final class AlignnArchive {
  private static final Pattern CONFIG = Pattern.compile("(.*/)?config\\.json");
  private static final Pattern CHECKPOINT = Pattern.compile("(.*/)?checkpoint_[0-9]+\\.pt");
  private static final int MOST_CONFIG = 1 << 20; // bytes
  private static final String MODEL = "model";

  private final JsonNode config;
  private final TorchFile checkpoint;

  private AlignnArchive(JsonNode config, TorchFile checkpoint) {
    this.config = config;
    this.checkpoint = checkpoint;
  }

  /**
   * Reads an archive.
   *
   * @param file its bytes; not to be changed any more
   * @throws IOException if it breaks a rule; the message names the entry, the rule and the value
   */
  public static AlignnArchive read(byte[] file) throws IOException {
    ZipArchive zip = ZipArchive.read(file);
    String name = only(zip, CONFIG, "config.json");
    byte[] config = bytes(zip, name);
    if (config.length > MOST_CONFIG) {
      throw new IOException(
          "%s has at most %d bytes, got %d".formatted(name, MOST_CONFIG, config.length));
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(config);
    } catch (IOException e) {
      throw new IOException("%s is no JSON".formatted(name), e);
    }
    if (!json.isObject()) {
      throw new IOException("%s must be an object".formatted(name));
    }
    return new AlignnArchive(
        json, TorchFile.read(bytes(zip, only(zip, CHECKPOINT, "checkpoint_N.pt"))));
  }

  private static String only(ZipArchive zip, Pattern pattern, String what) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : zip.names()) {
      if (pattern.matcher(name).matches()) {
        found.add(name);
      }
    }
    if (found.size() != 1) {
      throw new IOException(
          "An archive of ALIGNN has one %s, got %s"
              .formatted(what, found.size() <= 3 ? found : found.size()));
    }
    return found.get(0);
  }

  private static byte[] bytes(ZipArchive zip, String name) throws IOException {
    ByteBuffer content = zip.content(name).orElseThrow();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  /** Returns the content of {@code config.json}, an object. */
  public JsonNode config() {
    return config;
  }

  /**
   * Returns the weights by name, in the file's order.
   *
   * @throws IOException if there are none, or one breaks a rule
   */
  public Map<String, Tensor> tensors() throws IOException {
    return checkpoint.tensors(MODEL);
  }
}
