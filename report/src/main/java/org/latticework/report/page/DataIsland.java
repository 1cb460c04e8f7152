package org.latticework.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;

/**
 * The data of a page as JSON that stands in it: columns of each table, once; and of each figure its
 * specification and the numbers of its tables. No character of it means anything to HTML.
 */
final class DataIsland {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<Table, Integer> places = new HashMap<>();
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private DataIsland() throws IOException {
    json = new JsonFactory(MAPPER).createGenerator(text);
  }

  /** Returns the JSON for figures. */
  static String of(List<Figure> figures) {
    try {
      return inert(new DataIsland().write(figures));
    } catch (IOException e) {
      throw new UncheckedIOException("A page's data cannot be JSON", e);
    }
  }

  /** Writes what HTML or JavaScript could take for its own as escapes that only JSON knows. */
  private static String inert(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private String write(List<Figure> figures) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("tables");
    for (Figure figure : figures) {
      for (Table table : figure.data().values()) {
        if (!places.containsKey(table)) {
          places.put(table, places.size());
          write(table);
        }
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("figures");
    for (Figure figure : figures) {
      write(figure);
    }
    json.writeEndArray();
    json.writeFieldName("theme");
    MAPPER.writeTree(json, PageScripts.theme());
    json.writeEndObject();
    json.close();
    return text.toString();
  }

  private void write(Figure figure) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", figure.id());
    json.writeFieldName("spec");
    MAPPER.writeTree(json, figure.spec());
    json.writeObjectFieldStart("data");
    for (Map.Entry<String, Table> data : figure.data().entrySet()) {
      json.writeNumberField(data.getKey(), places.get(data.getValue()));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(Table table) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", table.title());
    json.writeObjectFieldStart("columns");
    for (int column = 0; column < table.columns().size(); column++) {
      json.writeArrayFieldStart(table.columns().get(column));
      for (List<Object> row : table.rows()) {
        write(row.get(column));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Numbers have seven digits, as many as single precision: what a figure needs, and no more. */
  private void write(Object cell) throws IOException {
    if (!Table.isFilled(cell)) {
      json.writeNull();
    } else if (cell instanceof Double number) {
      if (number == Math.rint(number) && Math.abs(number) < 1e15) {
        json.writeNumber(number.longValue());
      } else {
        json.writeNumber(number.floatValue());
      }
    } else {
      json.writeObject(cell);
    }
  }
}
