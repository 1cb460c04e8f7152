package org.latticework.report.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a kind of figure is drawn: Vega-Lite in a file beside this class, {@code <name>.vl.json},
 * with gaps for words: {@code ${unit}}. They are for units, names of columns and the like, which
 * Vega-Lite may make part of expressions: texts of a dump, such as names of materials, stand in
 * tables alone.
 */
public final class FigureTemplate {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern GAP = Pattern.compile("\\$\\{([a-z]+)\\}");

  private final String name;
  private final JsonNode spec;

  private FigureTemplate(String name, JsonNode spec) {
    this.name = name;
    this.spec = spec;
  }

  /** Reads a template. */
  public static FigureTemplate of(String name) {
    String file = name + ".vl.json";
    try (InputStream stream = FigureTemplate.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalArgumentException("No template of a figure is named " + file);
      }
      return new FigureTemplate(name, MAPPER.readTree(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("The template %s is no JSON".formatted(file), e);
    }
  }

  /**
   * Fills the gaps.
   *
   * @param words by the names of the gaps
   * @throws IllegalArgumentException if a gap has no word
   */
  public JsonNode fill(Map<String, String> words) {
    return filled(spec, words);
  }

  private JsonNode filled(JsonNode node, Map<String, String> words) {
    if (node.isTextual()) {
      return TextNode.valueOf(filled(node.textValue(), words));
    }
    if (node.isArray()) {
      ArrayNode array = MAPPER.createArrayNode();
      node.forEach(child -> array.add(filled(child, words)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = MAPPER.createObjectNode();
      node.fields()
          .forEachRemaining(field -> object.set(field.getKey(), filled(field.getValue(), words)));
      return object;
    }
    return node;
  }

  private String filled(String text, Map<String, String> words) {
    Matcher gaps = GAP.matcher(text);
    return gaps.replaceAll(
        gap -> {
          String word = words.get(gap.group(1));
          if (word == null) {
            throw new IllegalArgumentException(
                "The template %s has a gap for %s, and no word for it"
                    .formatted(name, gap.group()));
          }
          return Matcher.quoteReplacement(word);
        });
  }
}
