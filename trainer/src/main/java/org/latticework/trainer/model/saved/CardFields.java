package org.latticework.trainer.model.saved;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.latticework.trainer.network.kinds.ConfigFields;

/** The fields of a JSON object, each of which must be there once and be read. */
final class CardFields implements ConfigFields.Source<IOException> {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int LONGEST = 1000; // of a list

  private final JsonNode object;
  private final String place;
  private final Set<String> read = new HashSet<>();
  private final List<CardFields> sections = new ArrayList<>();

  private CardFields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
  }

  static CardFields read(byte[] json, String file) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (!tree.isObject()) {
        throw new IOException("it is no object");
      }
      return new CardFields(tree, file + ":");
    } catch (IOException e) {
      throw new IOException(
          "%s is not the JSON of a model: %s".formatted(file, cut(e.getMessage())), e);
    }
  }

  @Override
  public CardFields section(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isObject(), key, "an object", value);
    CardFields section = new CardFields(value, "%s %s /".formatted(place, key));
    sections.add(section);
    return section;
  }

  @Override
  public String text(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isTextual(), key, "a text", value);
    return value.textValue();
  }

  @Override
  public int integer(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isInt(), key, "a whole number of 32 bits", value);
    return value.intValue();
  }

  @Override
  public List<Integer> integers(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isArray() && value.size() <= LONGEST, key, "a list of whole numbers", value);
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode number : value) {
      require(number.isInt(), key, "a list of whole numbers of 32 bits", number);
      numbers.add(number.intValue());
    }
    return List.copyOf(numbers);
  }

  @Override
  public double number(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isNumber(), key, "a number", value);
    return value.doubleValue();
  }

  @Override
  public boolean truth(String key) throws IOException {
    JsonNode value = value(key);
    require(value.isBoolean(), key, "true or false", value);
    return value.booleanValue();
  }

  /** Returns a list of texts, of at most {@link #LONGEST}. */
  List<String> words(String key) throws IOException {
    List<String> words = new ArrayList<>();
    for (JsonNode word : list(key)) {
      require(word.isTextual(), key, "a list of texts", word);
      words.add(word.textValue());
    }
    return words;
  }

  /** Returns a list of objects, of at most {@link #LONGEST}. */
  List<CardFields> sections(String key) throws IOException {
    List<CardFields> list = new ArrayList<>();
    for (JsonNode element : list(key)) {
      require(element.isObject(), key, "a list of objects", element);
      list.add(new CardFields(element, "%s %s /".formatted(place, key)));
    }
    sections.addAll(list);
    return list;
  }

  private JsonNode list(String key) throws IOException {
    JsonNode value = value(key);
    require(
        value.isArray() && value.size() <= LONGEST,
        key,
        "a list of at most %d".formatted(LONGEST),
        value);
    return value;
  }

  /** Returns all fields, whose values must be texts. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String key : names()) {
      texts.put(key, text(key));
    }
    return texts;
  }

  /** Checks that there is no field that nobody asked for, here or in a section. */
  void requireAllRead() throws IOException {
    for (String key : names()) {
      if (!read.contains(key)) {
        throw new IOException("%s %s is no key of a model".formatted(place, cut(key)));
      }
    }
    for (CardFields section : sections) {
      section.requireAllRead();
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode value(String key) throws IOException {
    read.add(key);
    JsonNode value = object.path(key);
    if (value.isMissingNode()) {
      throw new IOException("%s %s is missing".formatted(place, cut(key)));
    }
    return value;
  }

  private void require(boolean claim, String key, String rule, JsonNode value) throws IOException {
    if (!claim) {
      throw new IOException(
          "%s %s must be %s, got %s".formatted(place, cut(key), rule, cut(value.toString())));
    }
  }

  /** Shortens a text of a foreign file for a message. */
  static String cut(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
