package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Takes values from the stream of tokens. Each method starts at the first token of a value and
 * leaves the parser on its last; a value of another type than asked for is a fault and is skipped.
 */
final class JsonFields {
  private final Faults faults;

  JsonFields(Faults faults) {
    this.faults = faults;
  }

  /** Reads the fields of an object. */
  interface Field {
    /** Reads or skips one value; the parser is at its first token. */
    void read(String name) throws IOException;
  }

  /** Returns a finite number; NaN for null and for a fault. */
  double number(JsonParser json, String field) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
      double value = json.getDoubleValue();
      if (!Double.isFinite(value)) {
        faults.add(RejectionReason.NOT_FINITE, "%s is %s".formatted(field, json.getText()));
        return Double.NaN;
      }
      return value;
    }
    if (token != JsonToken.VALUE_NULL) {
      wrong(json, field, "a number");
    }
    return Double.NaN;
  }

  /** Returns a string; an empty one for null and for a fault. */
  String text(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      wrong(json, field, "a string");
    }
    return "";
  }

  /** Returns a truth value; false for null and for a fault. */
  boolean truth(JsonParser json, String field) throws IOException {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NULL && !token.isBoolean()) {
      wrong(json, field, "true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Reads an object field by field; returns false for null and for a fault. */
  boolean object(JsonParser json, String field, Field reader) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      if (json.currentToken() != JsonToken.VALUE_NULL) {
        wrong(json, field, "an object");
      }
      return false;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      reader.read(name);
    }
    return true;
  }

  /** Returns whether an array begins here; null and anything else do not, the latter a fault. */
  boolean startsArray(JsonParser json, String field) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      return true;
    }
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      wrong(json, field, "an array");
    }
    return false;
  }

  /**
   * Reads an array of strings; null is an empty one.
   *
   * @param max how many are kept at most; of more, one more is
   * @param out is emptied and receives them
   */
  void texts(JsonParser json, String field, int max, List<String> out) throws IOException {
    out.clear();
    if (!startsArray(json, field)) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (out.size() > max) {
        json.skipChildren();
      } else {
        out.add(text(json, field));
      }
    }
  }

  /** Notes that a value is not what the field should hold, and skips it. */
  void wrong(JsonParser json, String field, String expected) throws IOException {
    String found = json.currentToken().isScalarValue() ? shortened(json) : json.getText() + "…";
    json.skipChildren();
    wrong(field, expected, found);
  }

  /** Notes that a value that was read is not what the field should hold. */
  void wrong(String field, String expected, String found) {
    faults.add(
        RejectionReason.MALFORMED_FIELD,
        "%s should be %s, is %s".formatted(field, expected, found));
  }

  private static String shortened(JsonParser json) throws IOException {
    String text = json.getText();
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return json.currentToken() == JsonToken.VALUE_STRING ? '"' + shown + '"' : shown;
  }
}
