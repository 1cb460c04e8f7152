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
import java.util.Set;

/**
 * Finds the crystals of a JSON text: it is one of them, or an array of them, alone or in a field
 * {@code structures} or {@code data}.
 */
final class RequestItems {
  private static final Set<String> LISTS = Set.of("structures", "data");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final JsonParser json;
  private final int most;

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
        throw refused("text follows the JSON value");
      }
      return items;
    } catch (JsonProcessingException e) {
      throw refused(e.getOriginalMessage());
    } catch (IOException e) {
      throw refused(e.getMessage());
    }
  }

  private static RefusedRequestException refused(String rule) {
    return new RefusedRequestException(
        RefusedRequestException.BAD_REQUEST, "The request is not JSON: " + rule);
  }

  private List<RequestItem> read() throws IOException, RefusedRequestException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      return list();
    }
    if (first != JsonToken.START_OBJECT) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST,
          "A request is a JSON object or array, or a CIF; got "
              + (first == null ? "nothing" : first));
    }
    return object();
  }

  private List<RequestItem> object() throws IOException, RefusedRequestException {
    int start = offset();
    Set<String> fields = new HashSet<>();
    List<RequestItem> listed = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.getCurrentName();
      fields.add(field);
      if (json.nextToken() == JsonToken.START_ARRAY && LISTS.contains(field)) {
        listed = list();
      } else if (json.currentToken() == JsonToken.START_OBJECT && field.equals("data")) {
        listed = List.of(item()); // an OPTIMADE answer about one structure
      } else {
        json.skipChildren();
      }
    }
    RequestItem whole = new RequestItem(start, offset() + 1, fields);
    return listed.isEmpty() || fields.contains("structure") ? List.of(whole) : listed;
  }

  private List<RequestItem> list() throws IOException, RefusedRequestException {
    List<RequestItem> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == most) {
        throw new RefusedRequestException(
            RefusedRequestException.TOO_LARGE,
            "A request has at most %d crystals (serve.max-crystals)".formatted(most));
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new RefusedRequestException(
            RefusedRequestException.BAD_REQUEST,
            "Each crystal is a JSON object; that at index %d is none".formatted(items.size()));
      }
      items.add(item());
    }
    if (items.isEmpty()) {
      throw new RefusedRequestException(
          RefusedRequestException.BAD_REQUEST, "The list of crystals is empty");
    }
    return items;
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
