package org.latticework.trainer.model.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.featurizer.crystal.Element;
import org.latticework.trainer.task.TargetScaler;

/**
 * The content of {@code model.json} of a network of matgl: the arguments that it was made with, and
 * how its target was scaled. An argument that nobody here knows is refused: it could mean another
 * function.
 */
final class MatglCard {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String NUMBER = "([-+0-9.eE]{1,30})";
  private static final Pattern SCALER =
      Pattern.compile("Normalizer: Mean=%s, Std: %s".formatted(NUMBER, NUMBER));
  private static final int MOST = 4096; // of a width; no network of the field is near it
  private static final int DEEPEST = 64; // of a list of widths

  /** Elements that Materials Project had no crystals of; the others go up to plutonium. */
  private static final Set<Element> ABSENT =
      Set.of(Element.Po, Element.At, Element.Rn, Element.Fr, Element.Ra);

  private final JsonNode card;
  private final JsonNode arguments;
  private final Set<String> read = new HashSet<>();

  private MatglCard(JsonNode card) {
    this.card = card;
    this.arguments = card.at("/kwargs/model/init_args");
  }

  /**
   * Returns the network's class in matgl.
   *
   * @throws IOException if the file is none of a network
   */
  static String kind(byte[] json) throws IOException {
    JsonNode kind = tree(json).at("/kwargs/model/@class");
    if (!kind.isTextual()) {
      throw new IOException("model.json has no kwargs / model / @class");
    }
    return kind.asText();
  }

  private static JsonNode tree(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IOException("model.json is no JSON", e);
    }
  }

  /**
   * Reads a file.
   *
   * @param kind the network's class in matgl
   * @throws IOException if it is none of that kind, in a model whose target is scaled
   */
  static MatglCard read(byte[] json, String kind) throws IOException {
    JsonNode tree = tree(json);
    MatglCard card = new MatglCard(tree);
    requireText(tree.path("@class"), "@class", "TransformedTargetModel");
    requireText(tree.at("/kwargs/model/@class"), "kwargs / model / @class", kind);
    if (!card.arguments.isObject()) {
      throw new IOException("model.json: kwargs / model / init_args must be an object");
    }
    return card;
  }

  private static void requireText(JsonNode value, String key, String text) throws IOException {
    require(text.equals(value.textValue()), key, text, value);
  }

  private static void require(boolean claim, String key, String rule, JsonNode value)
      throws IOException {
    if (!claim) {
      String text = value.isMissingNode() ? "none" : value.toString();
      throw new IOException(
          "model.json: %s must be %s, got %s"
              .formatted(key, rule, text.length() > 80 ? text.substring(0, 80) + "…" : text));
    }
  }

  private JsonNode argument(String key) {
    read.add(key);
    return arguments.path(key);
  }

  /** Returns a whole number, 1 … 4096. */
  int size(String key) throws IOException {
    return size(key, argument(key));
  }

  private static int size(String key, JsonNode value) throws IOException {
    boolean fits = value.isInt() && value.intValue() >= 1 && value.intValue() <= MOST;
    require(fits, key, "a whole number, 1 to " + MOST, value);
    return value.intValue();
  }

  /** Returns a list of such numbers. */
  List<Integer> sizes(String key) throws IOException {
    JsonNode list = argument(key);
    boolean fits = list.isArray() && !list.isEmpty() && list.size() <= DEEPEST;
    require(fits, key, "a list of 1 to %d numbers".formatted(DEEPEST), list);
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode value : list) {
      sizes.add(size(key, value));
    }
    return sizes;
  }

  /** Returns a positive number. */
  double number(String key) throws IOException {
    JsonNode value = argument(key);
    require(value.isNumber() && value.doubleValue() > 0, key, "a positive number", value);
    return value.doubleValue();
  }

  /**
   * Checks an argument that decides what the network computes.
   *
   * @param json what it must be, in JSON
   */
  void require(String key, String json) throws IOException {
    JsonNode value = argument(key);
    require(value.equals(MAPPER.readTree(json)), key, json, value);
  }

  /** Passes over an argument that decides nothing in a trained network. */
  void pass(String key) {
    read.add(key);
  }

  /** Returns the elements in the order of their vectors; those of matgl where none are named. */
  List<Element> elements() throws IOException {
    JsonNode list = argument("element_types");
    List<Element> elements = new ArrayList<>();
    if (list.isNull()) {
      for (int z = 1; z <= Element.Pu.atomicNumber(); z++) {
        if (!ABSENT.contains(Element.ofNumber(z))) {
          elements.add(Element.ofNumber(z));
        }
      }
      return elements;
    }
    require(list.isArray() && !list.isEmpty(), "element_types", "null or a list", list);
    for (JsonNode symbol : list) {
      Optional<Element> element = Element.ofSymbol(symbol.asText());
      boolean fits = element.isPresent() && !elements.contains(element.get());
      require(fits, "element_types", "symbols of elements, each once", symbol);
      elements.add(element.orElseThrow());
    }
    return elements;
  }

  /** Returns how the target was scaled. */
  TargetScaler scaler() throws IOException {
    JsonNode text = card.at("/kwargs/target_transformer");
    Matcher numbers = SCALER.matcher(text.asText());
    require(numbers.matches(), "target_transformer", "a Normalizer", text);
    try {
      return new TargetScaler(
          Double.parseDouble(numbers.group(1)), Double.parseDouble(numbers.group(2)));
    } catch (IllegalArgumentException e) {
      throw new IOException("model.json: target_transformer: " + e.getMessage(), e);
    }
  }

  /** Checks that there is no argument that nobody asked for. */
  void requireAllRead() throws IOException {
    for (var names = arguments.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      require(read.contains(name), "init_args", "known arguments", MAPPER.valueToTree(name));
    }
  }
}
