package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields of an object are read, and how; all others are skipped unread. Fields inside of
 * objects are named by their path: {@code dos.gap} is {@code gap} in {@code dos}.
 */
final class FieldTree {
  private final JsonFields fields;
  private final String path; // of the object; empty for the document
  private final Map<String, FieldTree> inner = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>();
  private boolean needsObject;

  private FieldTree(JsonFields fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /** Returns the tree of a document of which nothing is read yet. */
  static FieldTree ofDocument(JsonFields fields) {
    return new FieldTree(fields, "");
  }

  /** Reads the value of a field. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads or skips one value; the parser is at its first token.
     *
     * @param field its path
     */
    void read(JsonParser json, String field) throws IOException;
  }

  /** Reads a field from now on. What it lies in has to be an object, or null. */
  void put(String field, Reader value) {
    put(field, value, true);
  }

  /** Reads a field from now on where what it lies in is an object; nothing else is a fault. */
  void putIfObject(String field, Reader value) {
    put(field, value, false);
  }

  private void put(String field, Reader value, boolean strict) {
    FieldTree node = this;
    int start = 0;
    for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', start)) {
      node = node.child(field.substring(start, dot));
      node.needsObject |= strict;
      start = dot + 1;
    }
    node.child(field.substring(start)).readers.add(value);
  }

  /**
   * Reads a field that the user has named from now on: in the document, also where the dots belong
   * to its name, or among the attributes of an entry.
   */
  void putNamed(String field, Reader value) {
    put(field, value);
    putWhole(field, value);
    if (!field.startsWith("attributes.")) {
      putIfObject("attributes." + field, value);
    }
  }

  /** Reads a field of this very name from now on, if there are dots in it. */
  void putWhole(String name, Reader value) {
    if (name.indexOf('.') >= 0) { // else it was put already
      child(name).readers.add(value);
    }
  }

  private FieldTree child(String name) {
    return inner.computeIfAbsent(
        name, key -> new FieldTree(fields, path.isEmpty() ? key : path + "." + key));
  }

  /** Returns whether a field of this name has anything that is read. */
  boolean has(String name) {
    return inner.containsKey(name);
  }

  /** Reads or skips the current value, that of a field with a name. */
  void readField(JsonParser json, String name) throws IOException {
    FieldTree field = inner.get(name);
    if (field == null) {
      json.skipChildren();
    } else {
      field.readValue(json);
    }
  }

  /**
   * Reads or skips the current value: as an object if it is one and has fields that are read.
   * Texts, numbers and truth values are read by each reader. An object or array is gone once it is
   * read, so that the last reader alone has it.
   */
  private void readValue(JsonParser json) throws IOException {
    boolean opens = !inner.isEmpty() && json.currentToken() == JsonToken.START_OBJECT;
    if (!readers.isEmpty() && !opens) {
      int first = json.currentToken().isScalarValue() ? 0 : readers.size() - 1;
      for (Reader reader : readers.subList(first, readers.size())) {
        reader.read(json, path);
      }
    } else if (opens || needsObject) {
      fields.object(json, path, each -> readField(json, each));
    } else {
      json.skipChildren();
    }
  }
}
