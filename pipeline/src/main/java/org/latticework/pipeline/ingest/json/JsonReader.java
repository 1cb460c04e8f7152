package org.latticework.pipeline.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.zip.ZipException;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;

/**
 * Reads JSON of any of the three shapes; each file says by its beginning which it has. An object is
 * told by its first field that only one shape has: an array {@code data} or {@code entries}, or
 * {@code meta}, before anything of a document; an array {@code index} or {@code columns}. Any other
 * is a document.
 */
public final class JsonReader implements RecordReader {
  private static final int HEAD = 4096; // bytes
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final RecordRules rules;

  public JsonReader(RecordRules rules) {
    this.rules = rules;
  }

  private enum Shape {
    LINES,
    ARRAY,
    MATBENCH
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) throws IOException {
    return open(file, text, Optional::empty);
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text, SecondReading again)
      throws IOException {
    byte[] head = new byte[HEAD];
    int length = 0;
    int n = 0;
    Optional<Shape> shape = Optional.empty();
    while (n >= 0 && length < HEAD && shape.isEmpty()) {
      n = read(text, head, length);
      length += Math.max(n, 0);
      shape = shape(head, length);
    }
    // Unlike a buffered stream, this one loses nothing where the text turns out to be cut.
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), text);
    return reader(shape.orElse(Shape.LINES)).open(file, whole, again);
  }

  /** Reads on; where the file is damaged, what precedes decides, and the reader meets it. */
  private static int read(InputStream text, byte[] head, int length) throws IOException {
    try {
      return text.read(head, length, HEAD - length);
    } catch (EOFException | ZipException e) {
      if (length == 0) {
        throw e;
      }
      return -1; // the stream throws it again
    }
  }

  private RecordReader reader(Shape shape) {
    return switch (shape) {
      case LINES -> new JsonLinesReader(rules);
      case ARRAY -> new JsonArrayReader(rules);
      case MATBENCH -> new MatbenchReader(rules);
    };
  }

  /** Returns the shape of a text that begins so; none if more of it has to be seen. */
  private static Optional<Shape> shape(byte[] head, int length) throws IOException {
    try (JsonParser json = JSON.createParser(head, 0, length)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      return first == JsonToken.START_OBJECT
          ? Optional.of(object(json))
          : Optional.of(first == JsonToken.START_ARRAY ? Shape.ARRAY : Shape.LINES);
    } catch (JsonEOFException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(Shape.LINES); // which refuse what is wrong line by line
    }
  }

  private static Shape object(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean array = json.nextToken() == JsonToken.START_ARRAY;
      boolean silent = json.currentToken() == JsonToken.VALUE_NULL; // as meta of some entries
      switch (name) {
        case "meta", "entries" -> {
          if (array || (name.equals("meta") && !silent)) {
            return Shape.ARRAY;
          }
          json.skipChildren();
        }
        case "data" -> {
          return array ? Shape.ARRAY : Shape.LINES;
        }
        case "index", "columns" -> {
          return array ? Shape.MATBENCH : Shape.LINES;
        }
        case "material_id", "structure", "jid", "atoms", "attributes", "x-optimade" -> {
          return Shape.LINES;
        }
        default -> json.skipChildren();
      }
    }
    return Shape.LINES;
  }
}
