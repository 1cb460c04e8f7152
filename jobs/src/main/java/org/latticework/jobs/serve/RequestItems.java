package org.latticework.jobs.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the crystals of a JSON text: it is one of them, or an array of them, alone or in a field
 * {@code structures}, {@code data} or {@code entries}.
 */
final class RequestItems {
  private static final Set<String> LISTS = Set.of("structures", "data", "entries");

  /** NaN and Infinity are read, as Python writes them. */
  static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final JsonParser json;
  private final int most;
  private Optional<RefusedRequestException> fault = Optional.empty();

  private RequestItems(JsonParser json, int most) {
    this.json = json;
    this.most = most;
  }

  /**
   * Finds them.
   *
   * @param most there may be
   * @throws RefusedRequestException if the text is not JSON, has no crystal or too many
   */
  static List<RequestItem> of(byte[] text, int most) throws RefusedRequestException {
    try (JsonParser json = JSON.createParser(text)) {
      List<RequestItem> items = new RequestItems(json, most).read();
      if (json.nextToken() != null) {
        throw noJson("text follows the JSON value");
      }
      return items;
    } catch (JsonProcessingException e) {
      throw noJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw noJson(e.getMessage());
    }
  }

  private static RefusedRequestException refused(String rule) {
    return new RefusedRequestException(RefusedRequestException.BAD_REQUEST, rule);
  }

  private static RefusedRequestException noJson(String rule) {
    return refused("The request is not JSON: " + rule);
  }

  private List<RequestItem> read() throws IOException, RefusedRequestException {
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
      throw refused(
          "A request is a JSON object or array, or a CIF; got "
              + (first == null ? "nothing" : first));
    }
    if (json.currentTokenLocation().getByteOffset()
        < 0) { // Jackson has found two bytes a character
      throw refused("A request is written in UTF-8");
    }
    List<RequestItem> items = first == JsonToken.START_ARRAY ? list() : object();
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (items.isEmpty()) {
      throw refused("The list of crystals is empty");
    }
    return items;
  }

  /** Finds what an object lists; where it describes a crystal, it is one. */
  private List<RequestItem> object() throws IOException {
    int start = offset();
    Set<String> fields = new HashSet<>();
    Optional<List<RequestItem>> listed = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.getCurrentName();
      fields.add(field);
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY && LISTS.contains(field)) {
        listed = Optional.of(only(listed, list()));
      } else if (value == JsonToken.START_OBJECT && field.equals("data")) {
        // An OPTIMADE answer about one structure.
        listed = Optional.of(only(listed, List.of(item())));
      } else {
        json.skipChildren();
      }
    }
    RequestItem whole = new RequestItem(start, offset() + 1, fields);
    if (listed.isEmpty() || whole.describesCrystal()) {
      fault = Optional.empty(); // what else it lists are no crystals
      return List.of(whole);
    }
    return listed.get();
  }

  private List<RequestItem> only(Optional<List<RequestItem>> before, List<RequestItem> now) {
    if (before.isPresent()) {
      note(refused("A request has two lists of crystals"));
    }
    return now;
  }

  private List<RequestItem> list() throws IOException {
    List<RequestItem> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == most) {
        note(
            new RefusedRequestException(
                RefusedRequestException.TOO_LARGE,
                "A request has at most %d crystals (serve.max-crystals)".formatted(most)));
        json.skipChildren();
      } else if (json.currentToken() == JsonToken.START_OBJECT) {
        items.add(item());
      } else {
        note(
            refused(
                "Each crystal is a JSON object; that at index %d is none".formatted(items.size())));
        json.skipChildren();
      }
    }
    return items;
  }

  private void note(RefusedRequestException broken) {
    fault = fault.or(() -> Optional.of(broken));
  }

  private RequestItem item() throws IOException {
    int start = offset();
    Set<String> fields = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      fields.add(json.getCurrentName());
      json.nextToken();
      json.skipChildren();
    }
    return new RequestItem(start, offset() + 1, fields);
  }

  /** Returns where the current token begins. */
  private int offset() {
    return (int) json.currentTokenLocation().getByteOffset();
  }
}
