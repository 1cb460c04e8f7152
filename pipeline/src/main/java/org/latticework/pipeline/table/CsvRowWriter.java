package org.latticework.pipeline.table;

import java.io.IOException;
import java.io.Writer;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes the scalar columns as RFC 4180 has it, but with plain newlines. */
final class CsvRowWriter implements RowWriter {
  private final Writer out;
  private final List<Integer> columns = new ArrayList<>();

  CsvRowWriter(Writer out, StructType schema) throws IOException {
    this.out = out;
    List<String> names = new ArrayList<>();
    for (StructField field : schema.fields()) {
      if (!(field.dataType() instanceof ArrayType)) {
        columns.add(schema.fieldIndex(field.name()));
        names.add(quoted(field.name()));
      }
    }
    out.write(String.join(",", names));
    out.write('\n');
  }

  @Override
  public void write(Row row) throws IOException {
    String separator = "";
    for (int column : columns) {
      out.write(separator);
      out.write(cell(row.get(column)));
      separator = ",";
    }
    out.write('\n');
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    return quoted(value instanceof Timestamp time ? time.toInstant().toString() : value.toString());
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
