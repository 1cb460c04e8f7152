package org.latticework.trainer.model.saved;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.latticework.trainer.safetensors.Safetensors;
import org.latticework.trainer.safetensors.Tensor;

/**
 * What the two files of a model hold, read together.
 *
 * @param card what the network is
 * @param arrays its parameters, all there and of the right shapes
 */
record SavedFiles(ModelCard card, Safetensors arrays) {
  private static final int LONGEST_CARD = 1 << 20; // bytes
  private static final String CARD_SUM = "model_sha256";
  private static final String ARRAYS_SUM = "arrays_sha256";

  /** Returns what the second file says of both. */
  static Map<String, String> sums(byte[] card, Map<String, Tensor> arrays) {
    return Map.of(CARD_SUM, sum(card), ARRAYS_SUM, sum(arrays));
  }

  /** Reads both files as {@link SavedModel#read} says. */
  static SavedFiles read(InputStream card, InputStream weights, long size, String folder)
      throws IOException {
    String cardFile = folder + "/" + SavedModel.CARD;
    String weightsFile = folder + "/" + SavedModel.WEIGHTS;
    byte[] json = card.readNBytes(LONGEST_CARD + 1);
    if (json.length > LONGEST_CARD) {
      throw new IOException("%s has more than %d bytes".formatted(cardFile, LONGEST_CARD));
    }
    ModelCard read = ModelCard.read(json, cardFile);
    Safetensors arrays =
        Safetensors.read(
            weights,
            size,
            NetworkArrays.types(read.network(), read.task(), read.element()),
            weightsFile);
    if (!sum(json).equals(arrays.metadata().get(CARD_SUM))) {
      throw new IOException(
          "%s and %s do not belong together, or one of them was changed"
              .formatted(cardFile, weightsFile));
    }
    if (!sum(arrays.tensors()).equals(arrays.metadata().get(ARRAYS_SUM))) {
      throw new IOException("%s is damaged: its checksum is another".formatted(weightsFile));
    }
    return new SavedFiles(read, arrays);
  }

  private static String sum(byte[] bytes) {
    return hex(sha256(), bytes);
  }

  private static String sum(Map<String, Tensor> arrays) {
    MessageDigest digest = sha256();
    arrays.values().forEach(tensor -> tensor.addTo(digest));
    return hex(digest, new byte[0]);
  }

  private static String hex(MessageDigest digest, byte[] rest) {
    return HexFormat.of().formatHex(digest.digest(rest));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
