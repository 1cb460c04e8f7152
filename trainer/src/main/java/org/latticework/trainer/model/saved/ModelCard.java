package org.latticework.trainer.model.saved;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.kinds.ConfigFields;
import org.latticework.trainer.network.kinds.NetworkKinds;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.task.Classification;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.TargetScaler;
import org.latticework.trainer.task.Task;

/**
 * The content of {@code model.json}: all that it takes to build the network, and what it is for.
 *
 * @param trainingId of the training that made it
 * @param task what it has learned
 * @param scaling from the columns' units to the network's scale
 * @param element what the network computes in
 * @param kernel what was asked to compute it
 * @param network its shape
 * @param facts what else is known of it, by name
 */
record ModelCard(
    String trainingId,
    Task task,
    Scaling scaling,
    ElementType element,
    KernelChoice kernel,
    NetworkConfig network,
    Map<String, String> facts) {
  /** 1 and 2 were zips that Deeplearning4j read, 3 had one target. */
  static final int FORMAT = 4;

  private static final String REGRESSION = "regression";
  private static final String CLASSIFICATION = "classification";

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
    writeTask(card.putObject("task"));
    for (TargetScaler scaler : scaling.columns()) {
      card.withArray("scaling").addObject().put("mean", scaler.mean()).put("std", scaler.std());
    }
    card.put("element", element.name());
    card.put("kernel", kernel.id());
    card.set("network", mapper.valueToTree(ConfigFields.values(network, '_')));
    ObjectNode others = card.putObject("facts");
    new TreeMap<>(facts).forEach(others::put);
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(card);
  }

  private void writeTask(ObjectNode json) {
    json.put("kind", task instanceof Regression ? REGRESSION : CLASSIFICATION);
    task.columns().forEach(json.putArray("columns")::add);
    if (task instanceof Classification classification) {
      json.put("threshold", classification.threshold());
    }
  }

  private static Task task(CardFields json) throws IOException {
    String kind = json.text("kind");
    List<String> columns = json.words("columns");
    return switch (kind) {
      case REGRESSION -> new Regression(columns);
      case CLASSIFICATION -> {
        if (columns.size() != 1) {
          throw new IllegalArgumentException("A classification has one column, got " + columns);
        }
        yield new Classification(columns.get(0), json.number("threshold"));
      }
      default ->
          throw new IllegalArgumentException(
              "task / kind must be regression or classification, got " + CardFields.cut(kind));
    };
  }

  private static Scaling scaling(List<CardFields> columns, Task task) throws IOException {
    if (columns.size() != task.outputs().size()) {
      throw new IllegalArgumentException(
          "A network of %d outputs needs as many scales, got %d"
              .formatted(task.outputs().size(), columns.size()));
    }
    List<TargetScaler> scalers = new ArrayList<>();
    for (CardFields column : columns) {
      scalers.add(new TargetScaler(column.number("mean"), column.number("std")));
    }
    return new Scaling(scalers);
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
      throw new OlderModelException(
          "%s has format %d, this version reads %d: train the model again"
              .formatted(file, format, FORMAT));
    }
    try {
      Task task = task(card.section("task"));
      ModelCard read =
          new ModelCard(
              card.text("training_id"),
              task,
              scaling(card.sections("scaling"), task),
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
