package org.latticework.pipeline.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Writes one JSON object a line. What JSON has no number for, NaN and infinities, is null. */
final class JsonRowWriter implements RowWriter {
  private final JsonGenerator json;
  private final String[] names;

  JsonRowWriter(Writer out, StructType schema) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    names = schema.fieldNames();
  }

  @Override
  public void write(Row row) throws IOException {
    json.writeStartObject();
    for (int column = 0; column < names.length; column++) {
      json.writeFieldName(names[column]);
      value(row.get(column));
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void value(Object value) throws IOException {
    if (value instanceof Seq<?> array) {
      json.writeStartArray();
      for (Iterator<?> elements = array.iterator(); elements.hasNext(); ) {
        value(elements.next());
      }
      json.writeEndArray();
    } else if (value == null || (value instanceof Number x && !Double.isFinite(x.doubleValue()))) {
      json.writeNull();
    } else if (value instanceof Double x) {
      json.writeNumber(x);
    } else if (value instanceof Float x) {
      json.writeNumber(x);
    } else if (value instanceof Integer x) {
      json.writeNumber(x);
    } else if (value instanceof Long x) {
      json.writeNumber(x);
    } else if (value instanceof Boolean x) {
      json.writeBoolean(x);
    } else if (value instanceof Timestamp time) {
      json.writeString(time.toInstant().toString());
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      throw new IllegalStateException("No JSON form for a " + value.getClass());
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
