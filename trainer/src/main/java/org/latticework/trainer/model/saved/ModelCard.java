package org.latticework.trainer.model.saved;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.kinds.ConfigFields;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.task.TargetScaler;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * The content of {@code model.json}: all that it takes to build the network, and what it is for.
 *
 * @param trainingId of the training that made it
 * @param target column it predicts
 * @param scaler from the target's unit to the network's scale
 * @param element what the network computes in
 * @param kernel what was asked to compute it
 * @param network its shape
 * @param facts what else is known of it, by name
 */
record ModelCard(
    String trainingId,
    String target,
    TargetScaler scaler,
    ElementType element,
    KernelChoice kernel,
    NetworkConfig network,
    Map<String, String> facts) {
  /** 1 and 2 were zips that Deeplearning4j read. */
  static final int FORMAT = 3;

  ModelCard {
    facts = Map.copyOf(facts);
  }

  /** Returns the file. */
  byte[] json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode card = mapper.createObjectNode();
    card.put("format", FORMAT);
    card.put("kind", network.kind());
    card.put("training_id", trainingId);
    card.put("target", target);
    card.putObject("scaler").put("mean", scaler.mean()).put("std", scaler.std());
    card.put("element", element.name());
    card.put("kernel", kernel.id());
    card.set("network", mapper.valueToTree(ConfigFields.values(network, '_')));
    ObjectNode others = card.putObject("facts");
    new TreeMap<>(facts).forEach(others::put);
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(card);
  }

  /**
   * Reads a file.
   *
   * @param json its bytes
   * @param file its name, for messages
   * @throws IOException if it breaks a rule; the message names file, key and value
   */
  static ModelCard read(byte[] json, String file) throws IOException {
    CardFields card = CardFields.read(json, file);
    int format = card.integer("format");
    if (format != FORMAT) {
      throw new IOException(
          "%s has format %d, this version reads %d: train the model anew"
              .formatted(file, format, FORMAT));
    }
    try {
      CardFields scaler = card.section("scaler");
      ModelCard read =
          new ModelCard(
              card.text("training_id"),
              card.text("target"),
              new TargetScaler(scaler.number("mean"), scaler.number("std")),
              ElementType.valueOf(card.text("element")),
              KernelChoice.of(card.text("kernel")),
              ConfigFields.read(
                  NetworkKinds.configuration(card.text("kind")), card.section("network"), '_'),
              card.section("facts").texts());
      card.requireAllRead();
      return read;
    } catch (IllegalArgumentException e) { // what records say of values that cannot be
      throw new IOException("%s: %s".formatted(file, CardFields.cut(e.getMessage())), e);
    }
  }
}
